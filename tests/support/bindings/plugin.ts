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

/** A Pulumi.yaml that names the plugin in the packed package. */
export const pulumiYaml = async (runtime: string): Promise<string> =>
    [
        "name: program",
        `runtime: ${runtime}`,
        "plugins:",
        "  providers:",
        `    - { name: github-artifacts, path: ${JSON.stringify(await pluginRoot())} }`,
        "",
    ].join("\n");

/** The directory of a language's SDK, which is made once from the packed plugin's schema. */
export const pluginSdk = (language: SdkLanguage): Promise<string> =>
    madeOnce(`sdks/${language}`, (directory) => generate(language, directory));

/** The directory of the type-checked and compiled SDK for Node.js, for a program's `require`. */
export async function compiledSdk(): Promise<string> {
    const directory = await madeOnce("sdks/nodejs-compiled", async (made) => {
        await cp(await pluginSdk("nodejs"), made, { recursive: true });
        await run(process.execPath, [require.resolve("typescript/bin/tsc"), "-p", made]);
        await cp(join(made, "package.json"), join(made, "bin", "package.json"));
    });
    return join(directory, "bin");
}

/** The schema that the CLI gets from a plugin. The CLI runs in the given directory. */
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

/** A directory beside the packed package, made once for all processes. If two make it at once, the first one's is kept. */
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
