import type { Published } from "./published";

/** The parts of a Pulumi package schema that are used here: https://www.pulumi.com/docs/iac/extending-pulumi/schema/ */

/** A type: a JSON Schema type, a list, a map, or a named type of the package. */
export interface TypeSpec {
    readonly type?: "string" | "number" | "boolean" | "array" | "object";
    readonly items?: TypeSpec;
    readonly additionalProperties?: TypeSpec;
    readonly $ref?: string;
    /** One of several types. */
    readonly oneOf?: readonly TypeSpec[];
}

/** What a property can have besides its type and description. */
export interface Traits {
    readonly default?: string;
    readonly secret?: true;
    /** Pulumi replaces the resource if the provider reports that the property differs. */
    readonly replaceOnChanges?: true;
    /** The provider replaces the resource by its own rule. */
    readonly willReplaceOnChanges?: true;
}

export interface PropertySpec extends TypeSpec, Traits {
    readonly description: string;
}

export type Properties = Readonly<Record<string, PropertySpec>>;

export interface ObjectSpec {
    readonly description: string;
    readonly type: "object";
    readonly properties: Properties;
    readonly required?: readonly string[];
}

export interface EnumSpec {
    readonly description: string;
    readonly type: "string";
    readonly enum: readonly { readonly name: string; readonly description: string; readonly value: string }[];
}

export interface ResourceSpec {
    readonly description: string;
    readonly properties?: Properties;
    readonly required?: readonly string[];
    readonly inputProperties: Properties;
    readonly requiredInputs?: readonly string[];
    readonly aliases?: readonly { readonly type: string }[];
}

export interface FunctionSpec {
    readonly description: string;
    readonly inputs: ObjectSpec;
    readonly outputs: ObjectSpec;
}

export interface PackageSpec extends Published {
    readonly name: string;
    readonly displayName: string;
    readonly description: string;
    readonly keywords: readonly string[];
    readonly license: string;
    readonly config: { readonly variables: Properties; readonly defaults: readonly string[] };
    readonly types: Readonly<Record<string, ObjectSpec | EnumSpec>>;
    readonly provider: ResourceSpec;
    readonly resources: Readonly<Record<string, ResourceSpec>>;
    readonly functions: Readonly<Record<string, FunctionSpec>>;
    readonly language: Readonly<Record<string, object>>;
}
