import { chmod, copyFile, link, mkdir, realpath, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { engineFiles } from "../../tools/pulumi/engine-files";

/** Names to a launcher the directory in which it finds a process that is kept. */
export const KEPT_PROVIDER = "KEPT_PROVIDER";

/** What stands in the place of providers, so that they may run in processes that are kept. */
export interface Launchers {
    /** The root of an engine whose dynamic providers are launched. */
    readonly engineRoot: string;
    /** The path of the plugin, as a Pulumi.yaml names it. */
    readonly plugin: string;
}

/** Makes launchers below the directory in which the package is installed. On Linux alone: elsewhere no process can take over another's streams. */
export async function makeLaunchers(engineRoot: string, directory: string): Promise<Launchers | undefined> {
    if (process.platform !== "linux") return undefined;
    const launchers = { engineRoot: join(directory, "launchers"), plugin: join(directory, "launchers/plugin") };
    const bin = join(launchers.engineRoot, "bin");
    const plugin = "pulumi-resource-github-artifacts";
    const [cli, host, dynamic] = engineFiles(process.platform);
    await Promise.all([bin, launchers.plugin].map((place) => mkdir(place, { recursive: true })));
    // The CLI warns of a dynamic provider that does not stand beside it.
    for (const file of [cli, host]) {
        const from = await realpath(join(engineRoot, "bin", file));
        await link(from, join(bin, file)).catch(() => copyFile(from, join(bin, file)));
    }
    await writeLauncher(join(bin, dynamic), "dynamic", join(engineRoot, "bin", dynamic));
    const packed = join(directory, "node_modules", "pulumi-github-artifacts", plugin);
    await writeLauncher(join(launchers.plugin, plugin), "plugin", packed);
    return launchers;
}

/**
 * Where a run has a process for providers that none has taken yet, that does the work. It writes to the launcher's streams 3, which was its
 * output, and 2. The launcher waits to be ended, by a signal or by the end of its engine.
 */
async function writeLauncher(file: string, name: "dynamic" | "plugin", original: string): Promise<void> {
    const text = `#!/bin/sh
if mv "$${KEPT_PROVIDER}/free" "$${KEPT_PROVIDER}/taken" 2>/dev/null; then
    exec 3>&1 >"$${KEPT_PROVIDER}/calls"
    echo "$$ ${name} $@"
    exec cat
fi
exec ${JSON.stringify(original)} "$@"
`;
    await writeFile(file, text);
    await chmod(file, 0o755);
}
