import { rmSync } from "node:fs";
import { cp, mkdtemp, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { GitHubServer } from "../github";
import { type ProjectOptions, PulumiProject } from "../pulumi/project";

/** The options of the quickstart. */
export interface QuickstartOptions extends Pick<ProjectOptions, "engineRoot" | "color" | "environment"> {
    /** The checkout, built and with its dependencies. */
    readonly checkout: string;
    readonly github: GitHubServer;
    /** A part of the temporary directory's name. */
    readonly purpose: string;
}

/** Provides a copy of the quickstart with its own stack, in a temporary directory that is removed afterwards. */
export async function withQuickstart<Result>(
    options: QuickstartOptions,
    use: (project: PulumiProject) => Promise<Result>,
): Promise<Result> {
    const directory = await mkdtemp(join(tmpdir(), `github-artifacts-${options.purpose}-`));
    const clean = (): void => rmSync(directory, { recursive: true, force: true });
    // Needed if the run is interrupted, since the code below then no longer runs.
    process.once("exit", clean);
    try {
        return await use(await createProject(directory, options));
    } finally {
        process.off("exit", clean);
        clean();
    }
}

async function createProject(directory: string, options: QuickstartOptions): Promise<PulumiProject> {
    const { checkout, github, engineRoot, color = "never", environment = {} } = options;
    const program = join(directory, "quickstart");
    await cp(join(checkout, "examples/quickstart"), program, {
        recursive: true,
        filter: (source) => !source.endsWith("node_modules"),
    });
    await symlink(join(checkout, "node_modules"), join(program, "node_modules"), "junction");
    return PulumiProject.create({
        directory: program,
        stateDirectory: join(directory, "state"),
        engineRoot,
        color,
        environment: {
            GITHUB_BASE_URL: github.url,
            GITHUB_OWNER: "acme",
            GITHUB_TOKEN: "ghs_embedded",
            ...environment,
        },
    });
}

const PROGRAM = "index.ts";
const WEB = /\n {8}"shop\/web\/nginx": \{.*?\n {8}\},/s;

/** The digest that {@link changeWeb} puts into the program. */
export const NEW_DIGEST = "sha256:6b86b273ff34fce19d6b804eff5a3f5747ada4eaa22f1d49c01e52ddb7875b4b";

/** Gives that deployment a repository that does not exist. */
export const misspellRepository = (project: PulumiProject): Promise<void> =>
    project.edit(PROGRAM, 'githubRepository: "web"', 'githubRepository: "wbe"');

export const correctRepository = (project: PulumiProject): Promise<void> =>
    project.edit(PROGRAM, 'githubRepository: "wbe"', 'githubRepository: "web"');

/** Gives one of the program's two deployments another digest. */
export const changeWeb = (project: PulumiProject): Promise<void> =>
    project.edit(PROGRAM, /sha256:9f86d081[0-9a-f]+/, NEW_DIGEST);

/** Removes the same deployment from the program. */
export const removeWeb = (project: PulumiProject): Promise<void> => project.edit(PROGRAM, WEB, "");

/** Changes a tag of the other deployment at GitHub, as someone else would. */
export const alterTeam = (github: GitHubServer): void =>
    github.alterDeployment({ deployment_name: "shop/api/server" }, { tags: { team: "somebody-else" } });
