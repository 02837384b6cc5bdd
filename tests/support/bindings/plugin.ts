import { execFile } from "node:child_process";
import { cp, mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
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

/** Makes the SDK of a language from the schema that the packed plugin gives out, and returns its directory. */
export async function pluginSdk(language: SdkLanguage): Promise<string> {
    const place = placeOf(await installPacked(), "sdks");
    await mkdir(place, { recursive: true });
    const env = await pulumiEnvironment({ engineRoot: await engine(), stateDirectory: join(place, "state") });
    const plugin = join(await pluginRoot(), "pulumi-resource-github-artifacts");
    const how = { cwd: place, env, timeoutMs: 60_000 };
    const { stdout } = succeeded(await runPulumi(["package", "get-schema", plugin], how));
    const [schemaFile, directory] = [join(place, "schema.json"), join(place, language)];
    await writeFile(schemaFile, stdout);
    await generateSdk(schemaFile, language, directory);
    return directory;
}

/** Makes the SDK for Node.js, type-checks and compiles it, and returns the directory that a program requires. */
export async function compiledSdk(): Promise<string> {
    const directory = await pluginSdk("nodejs");
    await run(process.execPath, [require.resolve("typescript/bin/tsc"), "-p", directory]);
    await cp(join(directory, "package.json"), join(directory, "bin", "package.json"));
    return join(directory, "bin");
}
