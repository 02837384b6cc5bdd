import ts from "typescript";
import { objectSpec, type TraitsByName } from "./object-spec";
import type { Source } from "./source";
import type { ResourceSpec } from "./spec";
import { PACKAGE } from "./token";
import type { Refer } from "./type-spec";

/** A resource of the SDK, and what its types do not tell. */
export interface Resource {
    readonly name: string;
    readonly file: string;
    /** Of its arguments and outputs. */
    readonly traits: TraitsByName;
    /** Of its arguments alone. */
    readonly defaults: Readonly<Record<string, string>>;
    /** The examples at the end of its description, as Markdown. */
    readonly examples: string;
}

/** A resource, from its class and its arguments. A state of the dynamic resource is taken over, by its type. */
export function resourceSpec(source: Source, resource: Resource, refer: Refer): ResourceSpec {
    const { name, file, traits, defaults, examples } = resource;
    const outputs = objectSpec(source.declared(file, name, ts.isClassDeclaration), refer, traits);
    const inputs = objectSpec(source.declared(file, `${name}Args`, ts.isInterfaceDeclaration), refer, {
        ...traits,
        ...Object.fromEntries(Object.entries(defaults).map(([argument, value]) => [argument, { default: value }])),
    });
    return {
        description: `${outputs.description}\n\n${examples}`,
        properties: outputs.properties,
        ...(outputs.required && { required: outputs.required }),
        inputProperties: inputs.properties,
        ...(inputs.required && { requiredInputs: inputs.required }),
        aliases: [{ type: `pulumi-nodejs:dynamic/${PACKAGE}:${name}` }],
    };
}
