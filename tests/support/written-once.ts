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

/** Brings the stack up twice: the first time writes to GitHub, the second time finds nothing to do and asks GitHub for nothing. */
export async function upOnce({ github, project }: Stack): Promise<void> {
    succeeded(await project.up());
    assert.match(takeCounts(github), /, [1-9]\d* POST$/);
    succeeded(await project.up("--expect-no-changes"));
    assert.equal(takeCounts(github), "0 GET, 0 POST");
}

/** Destroys the stack twice: the first time retires every record, the second time asks GitHub for nothing. */
export async function destroyOnce({ github, project }: Stack): Promise<void> {
    succeeded(await project.destroy());
    assert.match(takeCounts(github), /, [1-9]\d* POST$/);
    assert.ok(github.deploymentRecords().every(({ status }) => status === "decommissioned"));
    succeeded(await project.destroy());
    assert.equal(takeCounts(github), "0 GET, 0 POST");
}
