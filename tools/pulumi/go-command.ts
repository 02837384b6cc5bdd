import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { EngineEffects } from "./effects";
import { lastLines } from "./run-process";
import { ENGINE_VERSION } from "./versions";

/** The variable for the version that a Pulumi program reports. The linker sets it. */
export const VERSION_VARIABLE = "github.com/pulumi/pulumi/sdk/v3/go/common/version.Version";

/** The directory of a committed Go module, such as `cli`. */
export function moduleDirectory(effects: EngineEffects, name: string): string {
    return join(effects.packageRoot, "tools", "pulumi", name);
}

/** The oldest Go that can build the engine, from its go.mod. With default settings, Go 1.21 or later downloads it by itself. */
export async function neededGo(effects: EngineEffects): Promise<string> {
    const text = await readFile(join(moduleDirectory(effects, "cli"), "go.mod"), "utf8");
    return /^go (\S+)$/m.exec(text)?.[1] ?? "1.25";
}

/** Why Go cannot build anything here. Undefined if it can. */
export async function problemWithGo(effects: EngineEffects): Promise<string | undefined> {
    try {
        const { code, output } = await effects.run("go", ["version"], { env: effects.env });
        return code === 0 ? undefined : `\`go version\` ended with ${code}: ${lastLines(output)}`;
    } catch (error) {
        const { code, message } = error as NodeJS.ErrnoException;
        return code === "ENOENT" ? "`go` is not on PATH" : `\`go\` does not start: ${message}`;
    }
}

/** Builds a command of a committed module into the file `to`, with `flags` in addition to those of all builds. */
export async function goBuildCommand(
    effects: EngineEffects,
    module: string,
    command: string,
    to: string,
    flags: readonly string[] = [],
): Promise<void> {
    const ldflags = `-s -w -X ${VERSION_VARIABLE}=v${ENGINE_VERSION}`;
    // -mod=readonly: a build must not write into the source tree. -buildvcs=false: it does not read the checkout's version control.
    const args = ["-mod=readonly", "-buildvcs=false", "-trimpath", "-ldflags", ldflags, ...flags, "-o", to, command];
    await go(effects, module, "build", args, command);
}

/** The directory of a command's source, once its module is downloaded. */
export async function goSourceDirectory(effects: EngineEffects, module: string, command: string): Promise<string> {
    const args = ["-mod=readonly", "-f", "{{.Dir}}", command];
    return (await go(effects, module, "list", args, command)).trim();
}

async function go(
    effects: EngineEffects,
    module: string,
    verb: string,
    args: readonly string[],
    command: string,
): Promise<string> {
    // A go.work above this project must have no effect.
    const env = { ...effects.env, GOWORK: "off" };
    const cwd = moduleDirectory(effects, module);
    const { code, stdout, output } = await effects.run("go", [verb, ...args], { cwd, env });
    if (code !== 0) {
        throw new Error(`\`go ${verb} ${command}\` ended with ${code}:\n${lastLines(output)}`);
    }
    return stdout;
}
