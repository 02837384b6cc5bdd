import ts from "typescript";
import { enumSpec } from "./enum-spec";
import { objectSpec, type TraitsByName } from "./object-spec";
import type { Source } from "./source";
import type { EnumSpec, ObjectSpec } from "./spec";
import { token } from "./token";
import type { Refer } from "./type-spec";

/** The named types that a schema needs, which are those with references to them. */
export interface Types {
    readonly refer: Refer;
    /** The types that were referred to, by token. */
    readonly definitions: () => Readonly<Record<string, ObjectSpec | EnumSpec>>;
}

/** Types with another name in the schema. Arguments and outputs are two types, since they have different required properties. */
const NAMES: Readonly<Record<string, string>> = { DeploymentArgs: "Deployment", Deployment: "RecordedDeployment" };

/** Collects named types from references. `traits` has the traits of their properties, by the type's name. */
export function createTypes(source: Source, traits: Readonly<Record<string, TraitsByName>>): Types {
    const found = new Map<string, ObjectSpec | EnumSpec>();

    const refer: Refer = (name) => {
        const declaration = source.meaning(name);
        const declared = declaration.name?.text ?? "";
        const named = NAMES[declared] ?? declared;
        if (!found.has(named)) {
            const spec = ts.isTypeAliasDeclaration(declaration)
                ? enumSpec(declaration)
                : objectSpec(declaration, refer, traits[named]);
            found.set(named, spec);
        }
        return { $ref: `#/types/${token(named)}` };
    };

    return {
        refer,
        definitions: () =>
            Object.fromEntries(
                [...found].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, spec]) => [token(name), spec]),
            ),
    };
}
