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
 * A program in a language other than JavaScript, with a state of its own. `files` are all of its files; a Pulumi.yaml is there unless they
 * hold another one. `environment` goes before all else.
 *
 * The first program of a language may have to wait for a host to be built.
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

/** What a program in a language is run with: the engine, a host for the language, and what that needs. */
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

// The old host does not learn of the setting `virtualenv` in Pulumi.yaml from a current CLI. In an activated environment no host
// needs it.
async function activatePython() {
    const { root, bin } = await python();
    return { path: [bin], environment: { VIRTUAL_ENV: root } };
}
