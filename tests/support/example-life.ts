import assert from "node:assert/strict";
import { cp, mkdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { GitHubServer } from "../../tools/github";
import type { ProjectOptions, PulumiProject } from "../../tools/pulumi/project";
import { createProject } from "./create-project";
import type { Life } from "./example-lives";
import { exampleFolder } from "./example-source";
import { succeeded } from "./finished";
import { installPacked, placeOf } from "./installation";

/** What an example runs with. */
export type Running = Pick<ProjectOptions, "engineRoot" | "path" | "environment">;

/** A copy of an example with a stack, and with the packed package two folders above it. `prepare` adds what else it needs. */
export async function exampleProject(
    example: string,
    prepare: (folder: string) => Promise<Running>,
): Promise<PulumiProject> {
    const installed = await installPacked();
    const directory = join(installed.directory, `examples-${process.pid}`, example);
    await mkdir(directory, { recursive: true });
    // Stack settings from local tries are not copied, except those of multi-cluster, which are part of the example.
    const filter = (source: string): boolean =>
        !/node_modules|sdks|venv|(?<!multi-cluster.)Pulumi\.[^.]+\.yaml$/.test(source);
    await cp(exampleFolder(example), directory, { recursive: true, filter });
    const stateDirectory = placeOf(installed, `example-states/${example}`);
    return createProject({ directory, stateDirectory, ...(await prepare(directory)) });
}

/** Runs an example as its README says: preview, up, a second up, its edit, destroy. */
export async function liveAsItsReadmeTells(
    example: string,
    life: Life,
    project: PulumiProject,
    github: GitHubServer,
): Promise<void> {
    const readme = await readFile(join(exampleFolder(example), "README.md"), "utf8");
    const stack = ["--stack", life.stack ?? "dev"];
    await life.begin?.(project, github);
    github.takeRequests();

    assertPrinted(succeeded(await project.preview(...stack)).output, readme, "What you will see");
    assert.deepEqual(github.takeRequests(), []);
    succeeded(await project.up(...stack));
    assert.ok(github.takeRequests().length > 0);
    succeeded(await project.up("--expect-no-changes", ...stack));
    assert.deepEqual(github.takeRequests(), []);

    await life.edit(project);
    assertPrinted(succeeded(await project.up(...stack)).output, readme, "One edit");
    assert.deepEqual(
        github
            .takeRequests()
            .filter(({ method, path }) => method === "POST" && path.includes("/artifacts/metadata/"))
            .map(({ entries }) => entries ?? "storage"),
        life.sent,
    );
    assert.deepEqual(statuses(github), life.edited);
    succeeded(await project.destroy(...stack));
    assert.deepEqual(statuses(github), life.destroyed);
}

/** Asserts that every line of the plain blocks under a heading of a README was printed. */
function assertPrinted(output: string, readme: string, heading: string): void {
    const section = readme.split(/^## /m).find((text) => text.startsWith(`${heading}\n`)) as string;
    const blocks = [...section.matchAll(/^```(\w*)\n(.*?)^```$/gms)].filter(([, language]) => language === "");
    const lines = blocks.flatMap(([, , block = ""]) => block.trim().split("\n"));
    assert.ok(lines.length > 0, `nothing is shown under "${heading}"`);
    for (const line of lines) assert.ok(output.includes(`${line}\n`), `${line}\n${output}`);
}

const statuses = (github: GitHubServer): Record<string, string> =>
    Object.fromEntries([
        ...github
            .deploymentRecords()
            .map(({ cluster, deployment_name, status }) => [`${cluster} ${deployment_name}`, status]),
        ...github.storageRecords().map(({ version, status }) => [version, status]),
    ]);
