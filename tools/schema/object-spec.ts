import ts from "typescript";
import { docText } from "./doc-text";
import type { ObjectSpec, Properties, PropertySpec, Traits } from "./spec";
import { mayBeAbsent, type Refer, typeSpec } from "./type-spec";

/** Traits of properties that the types do not express, by name. */
export type TraitsByName = Readonly<Record<string, Traits>>;

/** The properties of an interface, or the outputs of a resource's class. */
export function objectSpec(
    declaration: ts.InterfaceDeclaration | ts.ClassDeclaration,
    refer: Refer,
    traits: TraitsByName = {},
): ObjectSpec {
    const members = [...declaration.members].filter(isTyped);
    const properties = members.map((member): [string, PropertySpec] => {
        const name = member.name.getText();
        return [name, { ...typeSpec(member.type, refer), description: docText(member), ...traits[name] }];
    });
    const required = members.filter(({ questionToken, type }) => !questionToken && !mayBeAbsent(type));
    return {
        description: docText(declaration),
        type: "object",
        properties: withAll(Object.keys(traits), Object.fromEntries(properties)),
        ...(required.length > 0 && { required: required.map(({ name }) => name.getText()) }),
    };
}

type Typed = (ts.PropertySignature | ts.PropertyDeclaration) & { readonly type: ts.TypeNode };

const isTyped = (member: ts.Node): member is Typed =>
    (ts.isPropertySignature(member) || ts.isPropertyDeclaration(member)) && member.type !== undefined;

/** Fails for a trait of a missing property, which would be lost without an error otherwise. */
function withAll(names: readonly string[], properties: Properties): Properties {
    const missing = names.filter((name) => !Object.hasOwn(properties, name));
    if (missing.length > 0) throw new Error(`no such property: ${missing.join(", ")}`);
    return properties;
}
