import assert from "node:assert/strict";
import { type GitHubServer, startGitHub } from "../../tools/github";
import { failed, succeeded } from "../support/finished";
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

    it("when the run that renamed a set failed, and a later one deletes the old set", async () => {
        const project = await program(github, set("old", { a, b }));
        succeeded(await project.up());
        const broken = storageProgram("c", { githubRepository: "nowhere" });
        await rewrite(project, set("new", { a, b }) + broken);
        failed(await project.up());
        assert.equal((await project.resources()).length, 2);
        await rewrite(project, set("new", { a, b }));
        succeeded(await project.up());
        assert.equal((await project.resources()).length, 1);
        assert.deepEqual(statuses(), ["deployed", "deployed"]);
        succeeded(await project.destroy());
        assert.deepEqual(statuses(), ["decommissioned", "decommissioned"]);
    });

    it("when one of two resources that declare it leaves", async () => {
        const second = storageProgram("a").replace('"image"', '"second"');
        const project = await program(github, storageProgram("a") + second);
        succeeded(await project.up());
        await rewrite(project, second);
        succeeded(await project.up());
        assert.deepEqual(
            github.storageRecords().map(({ status }) => status),
            ["active"],
        );
        succeeded(await project.destroy());
        assert.deepEqual(
            github.storageRecords().map(({ status }) => status),
            ["deleted"],
        );
    });

    it("when a set is renamed with an alias: then nothing is sent at all", async () => {
        const project = await program(github, set("old", { a, b }));
        succeeded(await project.up());
        github.takeRequests();
        const aliased = set("new", { a, b }).replace(/\);$/, ', { aliases: [{ name: "old" }] });');
        await rewrite(project, aliased);
        succeeded(await project.up());
        assert.deepEqual(github.takeRequests(), []);
    });

    it("but what leaves the program altogether is", async () => {
        const project = await program(github, set("one", { a, b }));
        succeeded(await project.up());
        await rewrite(project, "");
        succeeded(await project.up());
        assert.deepEqual(statuses(), ["decommissioned", "decommissioned"]);
    });
}).timeout(300_000);
