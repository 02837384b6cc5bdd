import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { GitHubServer } from "../../tools/github";
import { findEngine } from "../../tools/pulumi/engine";
import type { ProjectOptions, PulumiProject } from "../../tools/pulumi/project";
import { createProject } from "./create-project";
import { serveInline } from "./inline-program";
import { type Installation, installPacked, placeOf } from "./installation";

/** The variables that a program needs to reach an embedded GitHub. */
export const reaching = (github: GitHubServer): NodeJS.ProcessEnv => ({
    GITHUB_BASE_URL: github.url,
    GITHUB_OWNER: "acme",
    GITHUB_TOKEN: "ghs_embedded",
});

/** The runtime of a program without TypeScript. */
export const JAVASCRIPT = "{ name: nodejs, options: { typescript: false } }";

/**
 * For programs whose types `npm run typecheck` or an earlier run checks. Pulumi would check them in each run, which takes seconds.
 */
export const TRANSPILE_ONLY = { PULUMI_NODEJS_TRANSPILE_ONLY: "true" } as const;

let engineRoot: Promise<string> | undefined;
let programs = 0;

/** The engine that all tests of a run use. */
export function engine(): Promise<string> {
    engineRoot ??= findEngine().then(({ root }) => root);
    return engineRoot;
}

/** The files of a program's directory, by name, besides its Pulumi.yaml. */
export type Files = Readonly<Record<string, string>>;

/**
 * A plain JavaScript program like those of {@link program}, for tests of the provider and the engine. A process that already exists runs
 * it, instead of Pulumi's language host, which takes as long as the rest of a run. If files are given, they are those of a JavaScript
 * program that starts with `index.js`.
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
 * A program beside the packed package, with its own state, that talks to an embedded GitHub. A program that is given as one
 * text is plain JavaScript that has the package in `artifacts`. `environment` takes precedence over all other variables.
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
    // A text is JavaScript, which does not need what the SDK loads for TypeScript. Files run as users would run them.
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

/** Replaces the program by another plain JavaScript program. */
export async function rewrite(project: PulumiProject, source: string): Promise<void> {
    await writeFile(join(project.directory, "index.js"), javascript(source));
}

const javascript = (source: string): string => `const artifacts = require("pulumi-github-artifacts");\n${source}\n`;
