import type { EngineEffects } from "./effects";

/** A usable engine. */
export interface Engine {
    /** `root/bin` has the CLI, the Node.js language host and the dynamic provider's launcher. */
    readonly root: string;
    /** The CLI's version, without a `v`. */
    readonly version: string;
    readonly source: "path" | "kept" | "download" | "go";
}

/** The result of a source: an engine, or one sentence for the user that says why there is none. */
export type Attempt = { readonly engine: Engine } | { readonly why: string };

/** One way to get an engine. */
export interface EngineSource {
    /** Its name in messages. */
    readonly name: string;
    /** Never rejects. `before` says why the source before this one had none. */
    readonly attempt: (effects: EngineEffects, before: string) => Promise<Attempt>;
}
