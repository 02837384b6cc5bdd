import { copyFile, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type EngineEffects, engineEffects } from "./effects";
import { findEngine } from "./engine";
import { engineFiles, inspectEngine } from "./engine-files";
import { VERSION_VARIABLE } from "./go-command";
import { withHeartbeat } from "./heartbeat";
import { placeDirectory } from "./place-directory";
import { lastLines } from "./run-process";

const COMMAND = "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi";

/**
 * The root of an engine of `version`: one that is kept in `~/.pulumi/versions`, or else Pulumi's release, or else one built from a Go
 * module. A build has the CLI of that version, and the other programs of the engine that {@link findEngine} finds.
 *
 * If it can neither be downloaded nor built, rejects with the output of the build.
 */
export async function engineOfVersion(version: string, options: Partial<EngineEffects> = {}): Promise<string> {
    const effects = engineEffects(options);
    const root = join(effects.home, ".pulumi", "versions", version);
    const problemWith = async (_: EngineEffects, directory: string): Promise<string | undefined> => {
        const found = await inspectEngine(effects, join(directory, "bin"));
        if ("problem" in found) return found.problem;
        return found.version === version ? undefined : `${directory} holds ${found.version}, not ${version}`;
    };
    if ((await problemWith(effects, root)) === undefined) return root;
    effects.say(
        `Getting the Pulumi engine ${version}, once; where it has to be built, that takes some 3 minutes on 2 cores.`,
    );
    const fill = (fresh: string): Promise<void> =>
        effects.install(version, fresh).catch(() => build(effects, version, fresh));
    const doing = (): string => `getting the Pulumi engine ${version}`;
    await withHeartbeat(effects, doing, () => placeDirectory(effects, root, fill, problemWith));
    return root;
}

/** Builds in a temporary module. Only the engine that all tests use has a committed module. */
async function build(effects: EngineEffects, version: string, root: string): Promise<void> {
    const bin = join(root, "bin");
    await mkdir(bin, { recursive: true });
    const [cli, ...others] = engineFiles(effects.platform);
    const engine = await findEngine(effects);
    for (const file of others) await copyFile(join(engine.root, "bin", file), join(bin, file));
    const module = await mkdtemp(join(tmpdir(), "pulumi-cli-"));
    try {
        await writeFile(join(module, "go.mod"), "module pulumi-cli\n");
        await go(effects, module, "get", `${COMMAND}@v${version}`);
        const ldflags = `-s -w -X ${VERSION_VARIABLE}=v${version}`;
        await go(effects, module, "build", "-trimpath", "-ldflags", ldflags, "-o", join(bin, cli), COMMAND);
    } finally {
        await rm(module, { recursive: true, force: true });
    }
}

async function go(effects: EngineEffects, cwd: string, ...args: string[]): Promise<void> {
    const { code, output } = await effects.run("go", args, { cwd, env: { ...effects.env, GOWORK: "off" } });
    if (code !== 0) throw new Error(`\`go ${args[0]} ${args.at(-1)}\` ended with ${code}:\n${lastLines(output)}`);
}
