import { existsSync } from "node:fs";
import { cp, mkdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { parse } from "yaml";
import { type EngineEffects, engineEffects } from "../pulumi/effects";
import { findEngine } from "../pulumi/engine";
import { findLanguageHost, type Language } from "../pulumi/language-host";
import { lastLines } from "../pulumi/run-process";
import { generateSdk, type SdkLanguage } from "../sdks/generate";

const SDK = "sdks/github-artifacts";

/** The preparation of an example with the plugin, which needs more than `npm ci` installs. */
interface Preparation {
    readonly effects: EngineEffects;
    /** The folder of the program that uses the SDK. The SDK goes into it. */
    readonly folder: string;
}

/**
 * Makes what an example with the plugin needs in a checkout: the SDK of its language from the plugin's schema, and the language host.
 * Reports each step. Returns the lines to paste into the shell that runs `pulumi` there.
 *
 * If a step fails, rejects with the end of its output.
 */
export async function prepareExample(name: string, options: Partial<EngineEffects> = {}): Promise<readonly string[]> {
    const effects = engineEffects(options);
    const folder = join(effects.packageRoot, "examples", name);
    const runtime = await runtimeOf(folder);
    const { root } = await findEngine(effects);
    const places = [join(root, "bin")];
    if (runtime !== "nodejs") places.push(await findLanguageHost(runtime, root, effects));
    for (const [language, place] of sdksOf(folder, runtime)) await addSdk({ effects, folder: place }, language, root);
    const activation = runtime === "python" ? [`. ${JSON.stringify(join(folder, "venv/bin/activate"))}`] : [];
    return [`export PATH=${JSON.stringify([...new Set(places), "$PATH"].join(":"))}`, ...activation];
}

async function runtimeOf(folder: string): Promise<Language | "nodejs"> {
    const project = join(folder, "Pulumi.yaml");
    if (!existsSync(project))
        throw new Error(`There is no ${project}: name a folder of examples/ that holds a program.`);
    const { runtime, plugins } = parse(await readFile(project, "utf8"));
    if (plugins === undefined)
        throw new Error(`${project} uses no plugin: \`npm ci\` has installed all that it needs.`);
    return runtime.name ?? runtime;
}

/** The SDKs for an example, each with the folder of the program that uses it. A YAML program uses none, but its component may. */
function sdksOf(folder: string, runtime: Language | "nodejs"): readonly (readonly [SdkLanguage, string])[] {
    if (runtime !== "yaml") return [[runtime, folder]];
    const component = join(folder, "service");
    return existsSync(component) ? [["nodejs", component]] : [];
}

async function addSdk(preparation: Preparation, language: SdkLanguage, engineRoot: string): Promise<void> {
    const { effects, folder } = preparation;
    effects.say(`Writing the plugin's SDK for ${language} into ${relative(effects.packageRoot, join(folder, SDK))}`);
    await rm(join(folder, SDK), { recursive: true, force: true });
    await mkdir(join(folder, "sdks"), { recursive: true });
    const schema = join(folder, "sdks/schema.json");
    const plugin = join(effects.packageRoot, "pulumi-resource-github-artifacts");
    await writeFile(schema, await run(preparation, join(engineRoot, "bin/pulumi"), "package", "get-schema", plugin));
    await generateSdk(schema, language, join(folder, SDK), effects);
    await INSTALLATIONS[language](preparation);
}

/** How each language finds a generated SDK. */
const INSTALLATIONS: Readonly<Record<SdkLanguage, (preparation: Preparation) => Promise<void>>> = {
    async nodejs(preparation) {
        const { effects, folder } = preparation;
        effects.say("Compiling it, and linking it into node_modules");
        const tsc = join(effects.packageRoot, "node_modules/typescript/bin/tsc");
        await run(preparation, process.execPath, tsc, "-p", join(folder, SDK));
        await cp(join(folder, SDK, "package.json"), join(folder, SDK, "bin/package.json"));
        const link = join(folder, "node_modules/pulumi-github-artifacts-plugin");
        await mkdir(join(folder, "node_modules"), { recursive: true });
        await rm(link, { recursive: true, force: true });
        await symlink(join(folder, SDK, "bin"), link, "junction");
    },

    async python(preparation) {
        preparation.effects.say("Installing it and requirements.txt into the virtual environment venv, from PyPI");
        const pip = join(preparation.folder, "venv/bin/pip");
        await run(preparation, "python3", "-m", "venv", "venv");
        await run(preparation, pip, "install", "-r", "requirements.txt", `./${SDK}`);
    },

    // `pulumi package add` writes the SDK as a module. The generator writes only the sources.
    async go({ effects, folder }) {
        effects.say("Making a Go module of it");
        const { language } = JSON.parse(await readFile(join(folder, "sdks/schema.json"), "utf8"));
        const pinned = join(effects.packageRoot, "tests/support/go-sdk");
        const module = await readFile(join(pinned, "go.mod"), "utf8");
        const named = module.replace(/^module .*/, `module ${language.go.modulePath}`);
        await writeFile(join(folder, SDK, "go.mod"), named);
        await cp(join(pinned, "go.sum"), join(folder, SDK, "go.sum"));
    },
};

async function run({ effects, folder }: Preparation, command: string, ...args: string[]): Promise<string> {
    const { code, stdout, output } = await effects.run(command, args, { cwd: folder, env: effects.env });
    if (code !== 0) throw new Error(`${[command, ...args].join(" ")} ended with ${code}:\n${lastLines(output)}`);
    return stdout;
}
