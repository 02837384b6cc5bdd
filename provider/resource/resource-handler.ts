import { PlainError } from "../text/plain-error";
import type { Difference } from "./difference";

/** Properties as Pulumi and a provider exchange them. */
export type Properties = Record<string, unknown>;

/** One problem that `check` reports, in Pulumi's form. `property` is empty if the reason says everything. */
export interface CheckFailure {
    readonly property: string;
    readonly reason: string;
}

/** What `diff` returns. Pulumi's dynamic resources do not use `differences`; the plugin does. */
export interface Diff {
    readonly changes: boolean;
    readonly replaces: string[];
    readonly deleteBeforeReplace: boolean;
    readonly differences: readonly Difference[];
}

/** What `read` returns. */
export interface Read {
    readonly id: string;
    readonly props: Properties;
    readonly inputs: Properties;
}

/** The methods that Pulumi's engine calls on a dynamic provider. States refer to these names, so they can never change. */
export interface ResourceHandler {
    /** Reads the stack's configuration. Called once in a process, before anything else. */
    configure(request: { config: { get(key: string): string | undefined } }): Promise<void>;
    /** Refuses wrong inputs, with all problems at once, and normalizes the others. Makes no request. */
    check(olds: Properties | undefined, news: Properties): Promise<{ inputs: Properties; failures: CheckFailure[] }>;
    /** Says whether the declared resource differs from the outputs in the state. Makes no request. */
    diff(id: string, olds: Properties, news: Properties): Promise<Diff>;
    create(inputs: Properties): Promise<{ id: string; outs: Properties }>;
    /** Updates the outputs from GitHub, and the inputs with them, so that a preview shows the changes. */
    read(id: string, outputs: Properties): Promise<Read>;
    update(id: string, olds: Properties, news: Properties): Promise<{ outs: Properties }>;
    delete(id: string, outputs: Properties): Promise<void>;
}

/** An error in the form that makes Pulumi keep the properties and call `update` in the next run. Only the reasons are shown. */
export function partialFailure(id: string, properties: Properties, reasons: readonly string[]): Error {
    return Object.assign(new PlainError(reasons.join("\n")), { id, properties, reasons });
}
