import { existsSync } from "node:fs";
import { join } from "node:path";
import type { EngineEffects } from "./effects";
import { inspectEngine } from "./engine-files";
import type { EngineSource } from "./source";
import { ENGINE_VERSION } from "./versions";

/** Where a downloaded or built engine is kept. Pulumi's Automation API looks there as well. */
export function keptRoot(effects: EngineEffects): string {
    return join(effects.home, ".pulumi", "versions", ENGINE_VERSION);
}

/** Why the engine in `root` is not a complete engine of the wanted version. Undefined if it is. */
export async function problemWith(effects: EngineEffects, root: string): Promise<string | undefined> {
    const found = await inspectEngine(effects, join(root, "bin"));
    if ("problem" in found) {
        return found.problem;
    }
    return found.version === ENGINE_VERSION ? undefined : `${root} holds ${found.version}, not ${ENGINE_VERSION}`;
}

/** The engine that an earlier run downloaded or built. */
export const kept: EngineSource = {
    name: `an engine kept in ~/.pulumi/versions/${ENGINE_VERSION}`,
    async attempt(effects) {
        const root = keptRoot(effects);
        if (!existsSync(root)) {
            return { why: "there is none" };
        }
        const problem = await problemWith(effects, root);
        if (problem === undefined) {
            return { engine: { root, version: ENGINE_VERSION, source: "kept" } };
        }
        effects.say(`Not using the kept Pulumi engine: ${problem}.`);
        return { why: problem };
    },
};
