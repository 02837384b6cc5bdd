import type { Difference } from "./difference";
import type { ArtifactMetadataClient } from "./github/client";
import type { Run } from "./run";
import type { Settings } from "./settings";

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

/** Reads what GitHub holds under an id that no state knows: for the plugin alone. Throws where that cannot be known. */
export type Import = (id: string, context: Context) => Promise<Read>;

/** What a handler needs of the process that it runs in. */
export interface Context {
    configure(config: { get(key: string): string | undefined }): void;
    /** The settings of this run. */
    settings(): Settings;
    /** The client for these settings, made at the first call. */
    client(): Promise<ArtifactMetadataClient>;
    readonly run: Run;
    /** Shows a line in Pulumi's output. */
    say(line: string): void;
    /** Shows a warning in Pulumi's output. */
    warn(line: string): void;
}
