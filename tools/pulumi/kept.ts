import { existsSync } from "node:fs";
import { join } from "node:path";
import type { EngineEffects } from "./effects";
import { inspectEngine } from "./engine-files";
import type { EngineSource } from "./source";
import { ENGINE_VERSION } from "./versions";

/** Where an engine is kept once it is downloaded or built: the place where Pulumi's Automation API looks as well. */
export function keptRoot(effects: EngineEffects): string {
    return join(effects.home, ".pulumi", "versions", ENGINE_VERSION);
}

/** Why the engine in `root` is not a whole engine of the wanted version; undefined where it is. */
export async function problemWith(effects: EngineEffects, root: string): Promise<string | undefined> {
    const found = await inspectEngine(effects, join(root, "bin"));
    if ("problem" in found) {
        return found.problem;
    }
    return found.version === ENGINE_VERSION ? undefined : `${root} holds ${found.version}, not ${ENGINE_VERSION}`;
}

/** The engine that an earlier run has downloaded or built. */
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
