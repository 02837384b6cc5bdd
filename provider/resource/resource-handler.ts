import { PlainError } from "../text/plain-error";
import type { Difference } from "./difference";

/** Properties as they travel between Pulumi and a provider. */
export type Properties = Record<string, unknown>;

/** One thing that `check` refuses, as Pulumi takes it: an empty `property` where the reason says all. */
export interface CheckFailure {
    readonly property: string;
    readonly reason: string;
}

/** What `diff` answers. Pulumi's dynamic resources know no `differences`: it is for the plugin. */
export interface Diff {
    readonly changes: boolean;
    readonly replaces: string[];
    readonly deleteBeforeReplace: boolean;
    readonly differences: readonly Difference[];
}

/** What `read` answers. */
export interface Read {
    readonly id: string;
    readonly props: Properties;
    readonly inputs: Properties;
}

/** What Pulumi's engine asks of a dynamic provider, under the names that states refer to for ever. */
export interface ResourceHandler {
    /** Reads the stack's configuration. Once a process, before anything else. */
    configure(request: { config: { get(key: string): string | undefined } }): Promise<void>;
    /** Refuses bad input, all at once, and normalises good input. Makes no call. */
    check(olds: Properties | undefined, news: Properties): Promise<{ inputs: Properties; failures: CheckFailure[] }>;
    /** Says whether the declared resource differs from the outputs in the state. Makes no call. */
    diff(id: string, olds: Properties, news: Properties): Promise<Diff>;
    create(inputs: Properties): Promise<{ id: string; outs: Properties }>;
    /** Brings the outputs in the state up to date with GitHub, and the inputs with them, so that a preview shows it. */
    read(id: string, outputs: Properties): Promise<Read>;
    update(id: string, olds: Properties, news: Properties): Promise<{ outs: Properties }>;
    delete(id: string, outputs: Properties): Promise<void>;
}

/** An error of the form that makes Pulumi keep the properties and try again with `update`. Only reasons are shown. */
export function partialFailure(id: string, properties: Properties, reasons: readonly string[]): Error {
    return Object.assign(new PlainError(reasons.join("\n")), { id, properties, reasons });
}
