import { constants } from "node:fs";
import { access } from "node:fs/promises";
import { join } from "node:path";
import type { EngineEffects } from "./effects";
import { parseVersion } from "./versions";

/** The CLI's file name. */
export function cliName(platform: NodeJS.Platform): string {
    return platform === "win32" ? "pulumi.exe" : "pulumi";
}

/** The files an engine's `bin` must hold to run a Node.js program with dynamic resources. */
export function engineFiles(platform: NodeJS.Platform): readonly [cli: string, languageHost: string, dynamic: string] {
    return platform === "win32"
        ? ["pulumi.exe", "pulumi-language-nodejs.exe", "pulumi-resource-pulumi-nodejs.cmd"]
        : ["pulumi", "pulumi-language-nodejs", "pulumi-resource-pulumi-nodejs"];
}

/** The result of inspecting an engine: its version, or why it cannot be used. */
export type Inspection = { readonly version: string } | { readonly problem: string };

/** Inspects the engine in `bin`: whether all of its files are there, and whether its CLI runs and prints its version. */
export async function inspectEngine(effects: EngineEffects, bin: string): Promise<Inspection> {
    const missing: string[] = [];
    for (const file of engineFiles(effects.platform)) {
        if (!(await isExecutable(join(bin, file)))) {
            missing.push(file);
        }
    }
    if (missing.length > 0) {
        return { problem: `${missing.join(" and ")} missing in ${bin}` };
    }
    return readVersion(effects, join(bin, cliName(effects.platform)));
}

/** Whether `file` exists and is executable. */
export async function isExecutable(file: string): Promise<boolean> {
    return access(file, constants.X_OK).then(
        () => true,
        () => false,
    );
}

const VERSION_LIMIT_MS = 30_000;

async function readVersion(effects: EngineEffects, cli: string): Promise<Inspection> {
    try {
        const env = { ...effects.env, PULUMI_SKIP_UPDATE_CHECK: "true" };
        const { code, stdout, output } = await effects.run(cli, ["version"], { env, timeoutMs: VERSION_LIMIT_MS });
        const version = parseVersion(stdout);
        if (code === 0 && version !== undefined) {
            return { version };
        }
        return { problem: `\`${cli} version\` ended with ${code} and printed ${JSON.stringify(output.slice(0, 200))}` };
    } catch (error) {
        return { problem: `\`${cli} version\` does not run: ${(error as Error).message}` };
    }
}
