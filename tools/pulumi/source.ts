import type { EngineEffects } from "./effects";

/** A usable engine. */
export interface Engine {
    /** `root/bin` holds the CLI, the Node.js language host and the dynamic provider's launcher. */
    readonly root: string;
    /** The CLI's version, without a `v`. */
    readonly version: string;
    readonly source: "path" | "kept" | "download" | "go";
}

/** What a source has come to: an engine, or why there is none, as one sentence for the person who waits. */
export type Attempt = { readonly engine: Engine } | { readonly why: string };

/** One way to come by an engine. */
export interface EngineSource {
    /** What it is called in messages. */
    readonly name: string;
    /** Never rejects. `before` says why the source before this one had none. */
    readonly attempt: (effects: EngineEffects, before: string) => Promise<Attempt>;
}
