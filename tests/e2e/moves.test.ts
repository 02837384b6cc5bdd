import assert from "node:assert/strict";
import { type GitHubServer, startGitHub } from "../../tools/github";
import { succeeded } from "../support/finished";
import { program, rewrite } from "../support/program";
import { deploymentOf, storageProgram } from "../support/records";

const set = (name: string, deployments: object): string =>
    `new artifacts.ClusterDeploymentRecordSet(${JSON.stringify(name)}, ${JSON.stringify({
        cluster: "prod-eu-1",
        logicalEnvironment: "production",
        deployments,
    })});`;

describe("What is still declared is never retired", () => {
    let github: GitHubServer;
    const [a, b] = [deploymentOf("a"), deploymentOf("b")];

    beforeEach(async () => {
        github = await startGitHub();
    });
    afterEach(() => github.close());

    const statuses = (): string[] => github.deploymentRecords().map(({ status }) => status);

    it("when a record set is renamed in the program", async () => {
        const project = await program(github, set("old", { a, b }));
        succeeded(await project.up());
        await rewrite(project, set("new", { a, b }));
        succeeded(await project.up());
        assert.deepEqual(statuses(), ["deployed", "deployed"]);
        succeeded(await project.up("--expect-no-changes"));
    });

    it("when a deployment moves from one set to another, whichever is declared first", async () => {
        const project = await program(github, set("one", { a, b }) + set("two", {}));
        succeeded(await project.up());
        await rewrite(project, set("one", { a }) + set("two", { b }));
        succeeded(await project.up());
        assert.deepEqual(statuses(), ["deployed", "deployed"]);
        await rewrite(project, set("two", {}) + set("one", { a, b }));
        succeeded(await project.up());
        assert.deepEqual(statuses(), ["deployed", "deployed"]);
    });

    it("when a storage record is renamed in the program", async () => {
        const project = await program(github, storageProgram("a"));
        succeeded(await project.up());
        await rewrite(project, storageProgram("a").replace('"image"', '"renamed"'));
        succeeded(await project.up());
        assert.deepEqual(
            github.storageRecords().map(({ status }) => status),
            ["active"],
        );
    });

    it("but what leaves the program altogether is", async () => {
        const project = await program(github, set("one", { a, b }));
        succeeded(await project.up());
        await rewrite(project, "");
        succeeded(await project.up());
        assert.deepEqual(statuses(), ["decommissioned", "decommissioned"]);
    });
}).timeout(300_000);
