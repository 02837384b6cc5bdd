import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { findLanguageHost, type Language } from "../../tools/pulumi/language-host";
import type { ProjectOptions, PulumiProject } from "../../tools/pulumi/project";
import { createProject } from "./create-project";
import { installPacked, placeOf } from "./installation";
import { engine, type Files } from "./program";
import { python } from "./python";

let programs = 0;

/**
 * A program in a language other than JavaScript, with its own state. `files` are all of its files. If they have no Pulumi.yaml, a
 * default one is added. `environment` takes precedence over all other variables.
 *
 * The first program in a language may have to wait until a language host is built.
 */
export async function programIn(
    language: Language,
    files: Files,
    environment: NodeJS.ProcessEnv = {},
): Promise<PulumiProject> {
    programs += 1;
    const number = programs;
    const installed = await installPacked();
    const directory = placeOf(installed, `${language}-programs/${number}`);
    const all = { "Pulumi.yaml": `name: program\nruntime: ${language}\n`, ...files };
    for (const [name, text] of Object.entries(all)) {
        await mkdir(dirname(join(directory, name)), { recursive: true });
        await writeFile(join(directory, name), text);
    }
    return createProject({
        directory,
        stateDirectory: placeOf(installed, `${language}-states/${number}`),
        ...(await running(language, environment)),
    });
}

/** What a program in a language needs to run: the engine, a language host, and what the host needs. */
export async function running(
    language: Language,
    environment: NodeJS.ProcessEnv,
): Promise<Pick<ProjectOptions, "engineRoot" | "path" | "environment">> {
    const engineRoot = await engine();
    const host = await findLanguageHost(language, engineRoot);
    const activation = language === "python" ? await activatePython() : { path: [], environment: {} };
    return {
        engineRoot,
        path: [host, ...activation.path],
        environment: { ...activation.environment, ...environment },
    };
}

// A current CLI does not pass the setting `virtualenv` of Pulumi.yaml to the old host. No host needs it in an activated
// environment.
async function activatePython() {
    const { root, bin } = await python();
    return { path: [bin], environment: { VIRTUAL_ENV: root } };
}
