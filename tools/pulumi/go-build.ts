import { chmod, copyFile, mkdir } from "node:fs/promises";
import { basename, join } from "node:path";
import type { EngineEffects } from "./effects";
import { engineFiles } from "./engine-files";
import { goBuildCommand, problemWithGo } from "./go-command";
import { formatSeconds, withHeartbeat } from "./heartbeat";
import { placeEngine } from "./place-engine";
import type { EngineSource } from "./source";
import { ENGINE_VERSION } from "./versions";

const MODULES = [
    { directory: "cli", command: "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi" },
    { directory: "language-nodejs", command: "github.com/pulumi/pulumi/sdk/v3/nodejs/cmd/pulumi-language-nodejs" },
] as const;

/** An engine built from Pulumi's Go modules, for machines that can download Go modules but not Pulumi's releases. */
export const goBuild: EngineSource = {
    name: "a build from Go modules",
    async attempt(effects, before) {
        const noGo = await problemWithGo(effects);
        if (noGo !== undefined) {
            return { why: noGo };
        }
        effects.say(
            `Building the Pulumi engine ${ENGINE_VERSION} from Go modules, since ${before.split("\n")[0]}. ` +
                "This takes about 3 minutes on 2 cores, once; later runs find it.",
        );
        const start = effects.now();
        try {
            const root = await placeEngine(effects, (into) => build(effects, into));
            effects.say(`The Pulumi engine is ready after ${formatSeconds(effects.now() - start)}: ${root}`);
            return { engine: { root, version: ENGINE_VERSION, source: "go" } };
        } catch (error) {
            return { why: (error as Error).message };
        }
    },
};

async function build(effects: EngineEffects, root: string): Promise<void> {
    const bin = join(root, "bin");
    await mkdir(bin, { recursive: true });
    const [cli, languageHost] = engineFiles(effects.platform);
    const outputs = { cli, "language-nodejs": languageHost };
    let current = "";
    await withHeartbeat(
        effects,
        () => `building ${current}`,
        async () => {
            for (const { directory, command } of MODULES) {
                current = basename(command);
                await goBuildCommand(effects, directory, command, join(bin, outputs[directory]));
            }
        },
    );
    await copyDynamicProvider(effects, bin);
}

// The launcher of the dynamic provider is in a release's archive, but it is not a Go program. It looks for the provider from the
// program's directory, so it does not depend on this copy of the package.
async function copyDynamicProvider(effects: EngineEffects, bin: string): Promise<void> {
    const from = join(effects.packageRoot, "node_modules", "@pulumi", "pulumi");
    const script = "pulumi-resource-pulumi-nodejs";
    const files = effects.platform === "win32" ? [script, `${script}.cmd`] : [script];
    for (const file of files) {
        await copyFile(join(from, file), join(bin, file));
        await chmod(join(bin, file), 0o755);
    }
}
