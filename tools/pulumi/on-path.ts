import { realpath } from "node:fs/promises";
import { basename, delimiter, dirname, isAbsolute, join } from "node:path";
import type { EngineEffects } from "./effects";
import { cliName, inspectEngine, isExecutable } from "./engine-files";
import { pathVariable } from "./path-variable";
import type { Attempt, EngineSource } from "./source";
import { isAtLeast, MINIMUM_VERSION } from "./versions";

/** The engine that the user has installed: the first usable one on PATH. */
export const onPath: EngineSource = {
    name: "`pulumi` on PATH",
    async attempt(effects) {
        const reasons: string[] = [];
        for (const bin of await candidates(effects)) {
            const found = await judge(effects, bin);
            if ("engine" in found) {
                return found;
            }
            effects.say(`Not using the Pulumi engine on PATH: ${found.why}.`);
            reasons.push(found.why);
        }
        return { why: reasons.length > 0 ? reasons.join("; ") : "there is none" };
    },
};

async function judge(effects: EngineEffects, bin: string): Promise<Attempt> {
    if (basename(bin) !== "bin") {
        return { why: `${bin} is not a directory named bin, so it is no engine's own` };
    }
    const found = await inspectEngine(effects, bin);
    if ("problem" in found) {
        return { why: found.problem };
    }
    if (!isAtLeast(found.version, MINIMUM_VERSION)) {
        return { why: `${bin} holds ${found.version}, which is older than ${MINIMUM_VERSION}` };
    }
    return { engine: { root: dirname(bin), version: found.version, source: "path" } };
}

// A package manager may link only the CLI into its bin directory, with the other files in the link's target directory (Homebrew).
// It may also link every file from a directory with another name. So both ends of a link count, the target first.
async function candidates(effects: EngineEffects): Promise<Set<string>> {
    const found = new Set<string>();
    for (const directory of pathDirectories(effects)) {
        const cli = join(directory, cliName(effects.platform));
        if (await isExecutable(cli)) {
            found.add(dirname(await realpath(cli)));
            found.add(directory);
        }
    }
    return found;
}

function pathDirectories(effects: EngineEffects): string[] {
    return pathVariable(effects.env).split(delimiter).filter(isAbsolute);
}
