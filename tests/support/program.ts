import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { GitHubServer } from "../../tools/github";
import { findEngine } from "../../tools/pulumi/engine";
import type { ProjectOptions, PulumiProject } from "../../tools/pulumi/project";
import { createProject } from "./create-project";
import { serveInline } from "./inline-program";
import { type Installation, installPacked, placeOf } from "./installation";

/** The variables with which a program reaches an embedded GitHub. */
export const reaching = (github: GitHubServer): NodeJS.ProcessEnv => ({
    GITHUB_BASE_URL: github.url,
    GITHUB_OWNER: "acme",
    GITHUB_TOKEN: "ghs_embedded",
});

/** The runtime of a program in which nothing is TypeScript. */
export const JAVASCRIPT = "{ name: nodejs, options: { typescript: false } }";

/**
 * For programs whose types are checked by `npm run typecheck`, or by a run before: Pulumi would check them in each run, for seconds.
 */
export const TRANSPILE_ONLY = { PULUMI_NODEJS_TRANSPILE_ONLY: "true" } as const;

let engineRoot: Promise<string> | undefined;
let programs = 0;

/** The engine that all tests of a run use. */
export function engine(): Promise<string> {
    engineRoot ??= findEngine().then(({ root }) => root);
    return engineRoot;
}

/** What a program's directory holds, by file name, beside its Pulumi.yaml. */
export type Files = Readonly<Record<string, string>>;

/**
 * A program in plain JavaScript as {@link program} takes it, for tests of what the provider and the engine do. It is run by a process that
 * is there already, and not by Pulumi's language host, which takes as long as all the rest of a run. Files are those of a program
 * in JavaScript as well, which begins at `index.js`.
 */
export async function inlineProgram(
    github: GitHubServer,
    source: string | Files,
    environment: NodeJS.ProcessEnv = {},
): Promise<PulumiProject> {
    const { isLazy } = await installPacked();
    return program(github, source, environment, installPacked(), isLazy ? serveInline : undefined);
}

/**
 * A program beside the packed package, with a state of its own, that talks to an embedded GitHub. A program that is
 * given as one text is plain JavaScript that finds the package as `artifacts`. `environment` goes before all else.
 */
export async function program(
    github: GitHubServer,
    source: string | Files,
    environment: NodeJS.ProcessEnv = {},
    installation: Promise<Installation> = installPacked(),
    inline?: ProjectOptions["inline"],
): Promise<PulumiProject> {
    programs += 1;
    const number = programs;
    const installed = await installation;
    const directory = placeOf(installed, `programs/${number}`);
    await mkdir(directory, { recursive: true });
    const files: Files = typeof source === "string" ? { "index.js": source } : source;
    // A text is JavaScript, which needs none of what the SDK loads for TypeScript. Files are run as users would run them.
    const runtime = typeof source === "string" && installed.isLazy ? JAVASCRIPT : "nodejs";
    const yaml = { "Pulumi.yaml": `name: program\nruntime: ${runtime}\n`, "package.json": "{}" };
    for (const [name, text] of Object.entries({ ...yaml, ...files })) {
        await writeFile(
            join(directory, name),
            name.endsWith(".js") && typeof source === "string" ? javascript(text) : text,
        );
    }
    return createProject({
        directory,
        stateDirectory: placeOf(installed, `states/${number}`),
        engineRoot: await engine(),
        environment: { ...reaching(github), ...environment },
        inline,
    });
}

/** Puts another plain JavaScript program in the place of the one that is there. */
export async function rewrite(project: PulumiProject, source: string): Promise<void> {
    await writeFile(join(project.directory, "index.js"), javascript(source));
}

const javascript = (source: string): string => `const artifacts = require("pulumi-github-artifacts");\n${source}\n`;
