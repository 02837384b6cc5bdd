/** What a program declares, in no language: each binding writes it in its own. */

/** A value that another resource of the program gives out, such as an image's digest. */
export class Output {
    constructor(
        readonly resource: string,
        readonly property: string,
    ) {}
}

/** A value of an argument. */
export type Value = string | Output | readonly Value[] | { readonly [name: string]: Value };

/** The arguments of a resource, by the names that GitHub's API gives them in camelCase. */
export type Arguments = Readonly<Record<string, Value>>;

/** One resource of a program. Its name is also one of a variable. */
export interface Declared {
    readonly type: "ClusterDeploymentRecordSet" | "ArtifactStorageRecord";
    readonly name: string;
    readonly args: Arguments;
    /** The id that it has already. */
    readonly import?: string;
}

/** Writes a value as a literal: JSON, but for what another resource gives out. */
export function literal(value: Value, written: (output: Output) => string): string {
    if (value instanceof Output) return written(value);
    if (typeof value === "string") return JSON.stringify(value);
    if (isList(value)) return `[${value.map((item) => literal(item, written)).join(", ")}]`;
    const entries = Object.entries(value).map(([name, item]) => `${JSON.stringify(name)}: ${literal(item, written)}`);
    return `{${entries.join(", ")}}`;
}

const isList = (value: Value): value is readonly Value[] => Array.isArray(value);
