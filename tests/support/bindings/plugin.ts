import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { cp, mkdir, rename, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { pulumiEnvironment, runPulumi } from "../../../tools/pulumi/workspace";
import { generateSdk, type SdkLanguage } from "../../../tools/sdks/generate";
import { succeeded } from "../finished";
import { installPacked, placeOf } from "../installation";
import { engine } from "../program";

const run = promisify(execFile);

/** The root of the packed package, which is the path of the plugin. */
export const pluginRoot = async (): Promise<string> =>
    join((await installPacked()).directory, "node_modules", "pulumi-github-artifacts");

/** A Pulumi.yaml whose program finds the plugin in the packed package. */
export const pulumiYaml = async (runtime: string): Promise<string> =>
    [
        "name: program",
        `runtime: ${runtime}`,
        "plugins:",
        "  providers:",
        `    - { name: github-artifacts, path: ${JSON.stringify(await pluginRoot())} }`,
        "",
    ].join("\n");

/** The SDK of a language, made once from the schema that the packed plugin gives out, and its directory. */
export const pluginSdk = (language: SdkLanguage): Promise<string> =>
    madeOnce(`sdks/${language}`, (directory) => generate(language, directory));

/** The SDK for Node.js, type-checked and compiled, and the directory that a program requires. */
export async function compiledSdk(): Promise<string> {
    const directory = await madeOnce("sdks/nodejs-compiled", async (made) => {
        await cp(await pluginSdk("nodejs"), made, { recursive: true });
        await run(process.execPath, [require.resolve("typescript/bin/tsc"), "-p", made]);
        await cp(join(made, "package.json"), join(made, "bin", "package.json"));
    });
    return join(directory, "bin");
}

/** The schema that the CLI gets from a plugin, run in a directory. */
export async function schemaThrough(plugin: string, cwd: string): Promise<string> {
    const env = await pulumiEnvironment({ engineRoot: await engine(), stateDirectory: join(cwd, "state") });
    return succeeded(await runPulumi(["package", "get-schema", plugin], { cwd, env, timeoutMs: 60_000 })).stdout;
}

async function generate(language: SdkLanguage, directory: string): Promise<void> {
    const place = dirname(directory);
    await mkdir(place, { recursive: true });
    const schemaFile = join(place, "schema.json");
    await writeFile(
        schemaFile,
        await schemaThrough(join(await pluginRoot(), "pulumi-resource-github-artifacts"), place),
    );
    await generateSdk(schemaFile, language, directory);
}

let made = 0;

/** What is made beside the packed package, once for all processes: of two that make it at once, the first one's stays. */
async function madeOnce(name: string, make: (directory: string) => Promise<void>): Promise<string> {
    const installed = await installPacked();
    const directory = join(installed.directory, name);
    if (existsSync(directory)) return directory;
    made += 1;
    const draft = placeOf(installed, `drafts/${made}/draft`);
    await make(draft);
    await mkdir(dirname(directory), { recursive: true });
    await rename(draft, directory).catch((error: Error) => {
        if (!existsSync(directory)) throw error;
    });
    return directory;
}
