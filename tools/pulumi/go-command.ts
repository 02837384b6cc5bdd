import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { EngineEffects } from "./effects";
import { lastLines } from "./run-process";
import { ENGINE_VERSION } from "./versions";

/** What the linker sets to the version that a program of Pulumi says it has. */
export const VERSION_VARIABLE = "github.com/pulumi/pulumi/sdk/v3/go/common/version.Version";

/** Where a committed Go module is, such as `cli`. */
export function moduleDirectory(effects: EngineEffects, name: string): string {
    return join(effects.packageRoot, "tools", "pulumi", name);
}

/** The oldest Go that can build the engine, as its go.mod says. With Go's default settings a Go since 1.21 fetches it itself. */
export async function neededGo(effects: EngineEffects): Promise<string> {
    const text = await readFile(join(moduleDirectory(effects, "cli"), "go.mod"), "utf8");
    return /^go (\S+)$/m.exec(text)?.[1] ?? "1.25";
}

/** Why nothing can be built with Go here; undefined where it can. */
export async function problemWithGo(effects: EngineEffects): Promise<string | undefined> {
    try {
        const { code, output } = await effects.run("go", ["version"], { env: effects.env });
        return code === 0 ? undefined : `\`go version\` ended with ${code}: ${lastLines(output)}`;
    } catch (error) {
        const { code, message } = error as NodeJS.ErrnoException;
        return code === "ENOENT" ? "`go` is not on PATH" : `\`go\` does not start: ${message}`;
    }
}

/** Builds a command of a committed module into the file `to`, with `flags` of `go build` beside those of all builds. */
export async function goBuildCommand(
    effects: EngineEffects,
    module: string,
    command: string,
    to: string,
    flags: readonly string[] = [],
): Promise<void> {
    const ldflags = `-s -w -X ${VERSION_VARIABLE}=v${ENGINE_VERSION}`;
    // -mod=readonly: a build must not write into the source tree. -buildvcs=false: nor need to understand its checkout.
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
    // A go.work somewhere above this project must not take part.
    const env = { ...effects.env, GOWORK: "off" };
    const cwd = moduleDirectory(effects, module);
    const { code, stdout, output } = await effects.run("go", [verb, ...args], { cwd, env });
    if (code !== 0) {
        throw new Error(`\`go ${verb} ${command}\` ended with ${code}:\n${lastLines(output)}`);
    }
    return stdout;
}
