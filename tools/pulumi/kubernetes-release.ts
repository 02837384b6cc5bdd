import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { EngineEffects } from "./effects";
import { cliName } from "./engine-files";
import { withHeartbeat } from "./heartbeat";
import { problemWithKubernetesPlugin } from "./kubernetes-program";
import { probe } from "./probe";
import { lastLines } from "./run-process";
import { isAtLeast } from "./versions";

/** The oldest installed release that is used. The plugin that is built here has about the same age. */
const MINIMUM_RELEASE = "4.24.0";

const SERVER = "https://get.pulumi.com/releases/plugins";

/** The newest release of the plugin that is installed for this user. */
export async function installedRelease(effects: EngineEffects): Promise<string | undefined> {
    const plugins = pluginsOf(effects);
    let newest = { version: MINIMUM_RELEASE, directory: undefined as string | undefined };
    for (const name of await readdir(plugins).catch(() => [])) {
        const version = /^resource-kubernetes-v(4\.\d+\.\d+)$/.exec(name)?.[1];
        const directory = join(plugins, name);
        if (version === undefined || !isAtLeast(version, newest.version)) continue;
        if ((await problemWithKubernetesPlugin(effects, directory)) === undefined) newest = { version, directory };
    }
    return newest.directory;
}

/** Lets Pulumi install the release with the version of `@pulumi/kubernetes` here, or says why it cannot. */
export async function downloadRelease(
    effects: EngineEffects,
    engineRoot: string,
): Promise<{ directory: string } | { why: string }> {
    const version = await sdkVersion(effects);
    const unreachable = await probe(effects, `${SERVER}/${archiveOf(effects, version)}`);
    if (unreachable !== undefined) return { why: unreachable };
    effects.say(`Downloading the Kubernetes plugin ${version}, once; later runs find it.`);
    const cli = join(engineRoot, "bin", cliName(effects.platform));
    const args = ["plugin", "install", "resource", "kubernetes", version, "--server", SERVER];
    const env = { ...effects.env, PULUMI_HOME: join(effects.home, ".pulumi"), PULUMI_SKIP_UPDATE_CHECK: "true" };
    const doing = (): string => "downloading the Kubernetes plugin";
    const { code, output } = await withHeartbeat(effects, doing, () => effects.run(cli, args, { env }));
    if (code !== 0) return { why: `\`pulumi ${args.join(" ")}\` ended with ${code}:\n${lastLines(output)}` };
    const directory = join(pluginsOf(effects), `resource-kubernetes-v${version}`);
    const problem = await problemWithKubernetesPlugin(effects, directory);
    return problem === undefined ? { directory } : { why: problem };
}

const pluginsOf = ({ home }: EngineEffects): string => join(home, ".pulumi", "plugins");

async function sdkVersion({ packageRoot }: EngineEffects): Promise<string> {
    const manifest = join(packageRoot, "node_modules", "@pulumi", "kubernetes", "package.json");
    return JSON.parse(await readFile(manifest, "utf8")).version;
}

function archiveOf({ platform }: EngineEffects, version: string): string {
    const system = platform === "win32" ? "windows" : platform;
    const processor = process.arch === "x64" ? "amd64" : process.arch;
    return `pulumi-resource-kubernetes-v${version}-${system}-${processor}.tar.gz`;
}
