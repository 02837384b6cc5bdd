import ts from "typescript";
import { objectSpec, type TraitsByName } from "./object-spec";
import type { Source } from "./source";
import type { ResourceSpec } from "./spec";
import { PACKAGE } from "./token";
import type { Refer } from "./type-spec";

/** A resource of the SDK, and what its types do not express. */
export interface Resource {
    readonly name: string;
    readonly file: string;
    /** The traits of its arguments and outputs. */
    readonly traits: TraitsByName;
    /** The defaults of its arguments. */
    readonly defaults: Readonly<Record<string, string>>;
    /** The examples at the end of its description, as Markdown. */
    readonly examples: string;
}

/**
 * A resource, from its class and its arguments. Each argument is an output as well, as in other Pulumi providers. With the plugin,
 * that costs nothing. The type of the dynamic resource is an alias, so Pulumi finds its state.
 */
export function resourceSpec(source: Source, resource: Resource, refer: Refer): ResourceSpec {
    const { name, file, traits, defaults, examples } = resource;
    const outputs = objectSpec(source.declared(file, name, ts.isClassDeclaration), refer);
    const declared = source.declared(file, `${name}Args`, ts.isInterfaceDeclaration);
    const repeated = objectSpec(declared, refer, traits);
    const inputs = objectSpec(declared, refer, {
        ...traits,
        ...Object.fromEntries(Object.entries(defaults).map(([argument, value]) => [argument, { default: value }])),
    });
    const own = Object.entries(outputs.properties).map(([output, spec]) => [output, { ...spec, ...traits[output] }]);
    return {
        description: `${outputs.description}\n\n${examples}`,
        properties: { ...repeated.properties, ...Object.fromEntries(own) },
        ...(outputs.required && { required: outputs.required }),
        inputProperties: inputs.properties,
        ...(inputs.required && { requiredInputs: inputs.required }),
        aliases: [{ type: `pulumi-nodejs:dynamic/${PACKAGE}:${name}` }],
    };
}
