import assert from "node:assert/strict";
import type { GitHubServer } from "../../tools/github";
import type { PulumiProject } from "../../tools/pulumi/project";
import { succeeded } from "./finished";
import { takeCounts } from "./records-held";

/** A program's stack, and the GitHub that it writes to. */
interface Stack {
    readonly github: GitHubServer;
    readonly project: PulumiProject;
}

/** Runs `up` twice. The first run writes to GitHub. The second one finds nothing to do, and makes no request. */
export async function upOnce({ github, project }: Stack): Promise<void> {
    succeeded(await project.up());
    assert.match(takeCounts(github), /, [1-9]\d* POST$/);
    succeeded(await project.up("--expect-no-changes"));
    assert.equal(takeCounts(github), "0 GET, 0 POST");
}

/** Destroys the stack twice. The first run retires every record. The second one makes no request. */
export async function destroyOnce({ github, project }: Stack): Promise<void> {
    succeeded(await project.destroy());
    assert.match(takeCounts(github), /, [1-9]\d* POST$/);
    assert.ok(github.deploymentRecords().every(({ status }) => status === "decommissioned"));
    succeeded(await project.destroy());
    assert.equal(takeCounts(github), "0 GET, 0 POST");
}
