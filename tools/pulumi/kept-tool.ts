import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { EngineEffects } from "./effects";
import { formatSeconds, withHeartbeat } from "./heartbeat";
import { type Judge, placeDirectory } from "./place-directory";

/** A directory that is made once, and kept for later runs. */
export interface Tool {
    /** Its name in messages. The name of its directory begins with it. */
    readonly name: string;
    /** The description of making it in messages, such as `Building pulumi-language-yaml from Go modules`. */
    readonly making: string;
    /** How long that takes without a cache, such as `half a minute`. */
    readonly takes: string;
    /** The files below `tools/pulumi` that it is made from. If their content changes, it is made again. */
    readonly sources: readonly string[];
    readonly make: (effects: EngineEffects, directory: string) => Promise<void>;
    readonly problemWith: Judge;
}

/**
 * The directory of `tool`: the kept one if that is complete, or else a new one. Rejects with the error of `make`.
 *
 * It is kept beside the engines, under a name that is not a version, so that nothing mistakes it for an engine.
 */
export async function keptTool(effects: EngineEffects, tool: Tool): Promise<string> {
    return (await toolIfKept(effects, tool)) ?? makeTool(effects, tool);
}

/** The kept directory of `tool`, if that is complete. Does not make one. */
export async function toolIfKept(effects: EngineEffects, tool: Tool): Promise<string | undefined> {
    const directory = await directoryOf(effects, tool);
    if (!existsSync(directory)) return undefined;
    const problem = await tool.problemWith(effects, directory);
    if (problem === undefined) return directory;
    effects.say(`Not using the kept ${tool.name}: ${problem}.`);
    return undefined;
}

async function makeTool(effects: EngineEffects, tool: Tool): Promise<string> {
    const { name, making, takes, make, problemWith } = tool;
    const directory = await directoryOf(effects, tool);
    effects.say(`${making}. This takes about ${takes}, once; later runs find it.`);
    const start = effects.now();
    const doing = (): string => making.charAt(0).toLowerCase() + making.slice(1);
    await withHeartbeat(effects, doing, () =>
        placeDirectory(effects, directory, (fresh) => make(effects, fresh), problemWith),
    );
    effects.say(`${name} is ready after ${formatSeconds(effects.now() - start)}: ${directory}`);
    return directory;
}

async function directoryOf({ home, packageRoot }: EngineEffects, { name, sources }: Tool): Promise<string> {
    return join(home, ".pulumi", "versions", `${name}-${await fingerprint(packageRoot, sources)}`);
}

async function fingerprint(packageRoot: string, sources: readonly string[]): Promise<string> {
    const hash = createHash("sha256");
    for (const source of sources) {
        hash.update(await readFile(join(packageRoot, "tools", "pulumi", source)));
        hash.update("\0");
    }
    return hash.digest("hex").slice(0, 12);
}
