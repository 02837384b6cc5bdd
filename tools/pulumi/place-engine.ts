import type { EngineEffects } from "./effects";
import { keptRoot, problemWith } from "./kept";
import { placeDirectory } from "./place-directory";

/** Lets `fill` write an engine, and places it where engines are kept, but only if it is complete. Returns its root. */
export async function placeEngine(effects: EngineEffects, fill: (root: string) => Promise<void>): Promise<string> {
    const target = keptRoot(effects);
    await placeDirectory(effects, target, fill, problemWith);
    return target;
}
