import { chmod, copyFile, mkdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { type EngineEffects, engineEffects } from "./effects";
import { isExecutable } from "./engine-files";
import { goBuildCommand, goSourceDirectory, problemWithGo } from "./go-command";
import { keptTool, type Tool } from "./kept-tool";

/** A language without a host in an engine that is built here. */
export type Language = "yaml" | "python" | "go";

interface Host {
    readonly module: string;
    readonly command: string;
    /** A script, which is not a Go program. It is beside the command's source, and must be beside the command. */
    readonly script?: string;
}

const HOSTS: Readonly<Record<Language, Host>> = {
    yaml: {
        module: "language-yaml",
        command: "github.com/pulumi/pulumi-yaml/cmd/pulumi-language-yaml",
    },
    python: {
        module: "language-python",
        command: "github.com/pulumi/pulumi/sdk/v3/python/cmd/pulumi-language-python",
        script: "pulumi-language-python-exec",
    },
    go: {
        module: "language-go",
        command: "github.com/pulumi/pulumi/sdk/v3/go/pulumi-language-go",
    },
};

/**
 * The directory to put on PATH, after the engine's own, for programs in `language`. It is the engine's own if that has the language's
 * host, as releases do, or else a kept one, or else one that is built from Go modules.
 *
 * If there is none, rejects with a message that says why and what to do.
 */
export async function findLanguageHost(
    language: Language,
    engineRoot: string,
    options: Partial<EngineEffects> = {},
): Promise<string> {
    const effects = engineEffects(options);
    const bin = join(engineRoot, "bin");
    if ((await problemWithHost(language, effects, bin)) === undefined) {
        return bin;
    }
    try {
        return await keptTool(effects, hostTool(language));
    } catch (error) {
        throw new Error(
            `There is no host for programs in ${language}: the engine in ${engineRoot} has none, and none can be built. ` +
                `${(error as Error).message}\nInstall a released Pulumi, or Go, and try again.`,
        );
    }
}

function hostTool(language: Language): Tool {
    const name = `pulumi-language-${language}`;
    const { module } = HOSTS[language];
    return {
        name,
        making: `Building ${name} from Go modules`,
        takes: "half a minute on 2 cores",
        sources: [`${module}/go.mod`, `${module}/go.sum`],
        make: (effects, directory) => build(language, effects, directory),
        problemWith: (effects, directory) => problemWithHost(language, effects, directory),
    };
}

async function problemWithHost(
    language: Language,
    { platform }: EngineEffects,
    directory: string,
): Promise<string | undefined> {
    for (const file of [programOf(language, platform), HOSTS[language].script]) {
        if (file !== undefined && !(await isExecutable(join(directory, file)))) {
            return `${file} missing in ${directory}`;
        }
    }
    return undefined;
}

function programOf(language: Language, platform: NodeJS.Platform): string {
    return `pulumi-language-${language}${platform === "win32" ? ".exe" : ""}`;
}

async function build(language: Language, effects: EngineEffects, directory: string): Promise<void> {
    const noGo = await problemWithGo(effects);
    if (noGo !== undefined) {
        throw new Error(`${noGo}.`);
    }
    await mkdir(directory, { recursive: true });
    const { module, command, script } = HOSTS[language];
    await goBuildCommand(effects, module, command, join(directory, programOf(language, effects.platform)));
    if (script !== undefined) {
        const source = await goSourceDirectory(effects, module, command);
        await copyFile(join(dirname(source), script), join(directory, script));
        await chmod(join(directory, script), 0o755);
    }
}
