/** The declarations of a program, independent of a language. Each binding writes them in its own language. */

/** An output of another resource of the program, such as an image's digest. */
export class Output {
    constructor(
        readonly resource: string,
        readonly property: string,
    ) {}
}

/** A value of an argument. */
export type Value = string | Output | readonly Value[] | { readonly [name: string]: Value };

/** The arguments of a resource, by their names in camelCase. */
export type Arguments = Readonly<Record<string, Value>>;

/** One resource of a program. Its name is also the name of a variable. */
export interface Declared {
    readonly type: "ClusterDeploymentRecordSet" | "ArtifactStorageRecord";
    readonly name: string;
    readonly args: Arguments;
    /** The id to import it by. */
    readonly import?: string;
}

/** Writes a value as a literal. This is JSON, except for outputs of other resources. */
export function literal(value: Value, written: (output: Output) => string): string {
    if (value instanceof Output) return written(value);
    if (typeof value === "string") return JSON.stringify(value);
    if (isList(value)) return `[${value.map((item) => literal(item, written)).join(", ")}]`;
    const entries = Object.entries(value).map(([name, item]) => `${JSON.stringify(name)}: ${literal(item, written)}`);
    return `{${entries.join(", ")}}`;
}

const isList = (value: Value): value is readonly Value[] => Array.isArray(value);
