import type { Look, Trace } from "./reading";

/** What a binding of the package knows of its values, and where it shows what is said of them. */
export interface Binding {
    readonly look: Look;
    /** Gives on what was made, or `KNOWN_LATER`, of values that were read through these. */
    give(made: unknown, traces: readonly Trace[]): unknown;
    /** What is the same for two objects that stand for one resource. */
    identityOf(object: unknown): Promise<unknown>;
    /** How an object is named to a person, if better than by its place. */
    titleOf?(object: unknown): string | undefined;
    /** True for what gives a digest later. Only a binding whose options are functions needs it. */
    isHeld?(value: unknown): boolean;
    /** True if a value that was read through these may get its missing parts in the `up`: then this is a preview. */
    mayComplete(traces: readonly Trace[]): boolean;
    /** True in a preview. */
    isPreview(): boolean;
    /** Shows a warning. */
    warn(line: string): Promise<void> | void;
    /** Shows a line. */
    say(line: string): Promise<void> | void;
    readonly waysOut: WaysOut;
}

/** What a person can do about what is refused, where bindings offer different things. */
export interface WaysOut {
    /** Of an object without containers: what else to pass. */
    readonly workloads: string;
    /** What `include` must be. */
    readonly include: string;
    /** Of an image without a digest, beside writing one. */
    readonly digest: string;
    /** Of a name or version that GitHub does not take. */
    artifact(argument: string): string;
    /** Of one artifact under two names, beside giving both the same. */
    readonly sameArtifact: string;
}
