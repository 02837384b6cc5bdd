import type { Look, Trace } from "./reading";

/** What a binding of the package knows about its values, and how it shows messages. */
export interface Binding {
    readonly look: Look;
    /** Passes on a result, or `KNOWN_LATER`. `traces` are what the values behind it were read through. */
    give(made: unknown, traces: readonly Trace[]): unknown;
    /** Returns a value that is the same for two objects if they stand for one resource. */
    identityOf(object: unknown): Promise<unknown>;
    /** The name of an object for messages, if there is a better one than its place. */
    titleOf?(object: unknown): string | undefined;
    /** True for a value that yields a digest later. Only a binding with functions as options needs it. */
    isHeld?(value: unknown): boolean;
    /** True if this is a preview, and a value that was read through these traces may still get its missing parts in the `up`. */
    mayComplete(traces: readonly Trace[]): boolean;
    /** True in a preview. */
    isPreview(): boolean;
    /** Shows a warning. */
    warn(line: string): Promise<void> | void;
    /** Shows a line. */
    say(line: string): Promise<void> | void;
    readonly waysOut: WaysOut;
}

/** What users can do about a refusal, in cases in which the bindings differ. */
export interface WaysOut {
    /** For an object without containers: what to pass instead. */
    readonly workloads: string;
    /** What `include` must be. */
    readonly include: string;
    /** For an image without a digest, in addition to writing one. */
    readonly digest: string;
    /** For a name or version that GitHub does not accept. */
    artifact(argument: string): string;
    /** For one artifact with two names: how to give both the same name. */
    readonly sameArtifact: string;
}
