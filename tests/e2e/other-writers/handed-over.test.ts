import assert from "node:assert/strict";
import { type GitHubServer, startGitHub } from "../../../tools/github";
import { succeeded } from "../../support/finished";
import { inlineProgram, rewrite } from "../../support/program";
import { deploymentOf } from "../../support/records";
import { heldLines, takeCounts } from "../../support/records-held";
import { ticking } from "../../support/ticking";

const set = (name: string, deployments: object, options = ""): string =>
    `new artifacts.ClusterDeploymentRecordSet(${JSON.stringify(name)}, ${JSON.stringify({
        cluster: "prod-eu-1",
        logicalEnvironment: "production",
        deployments,
    })}${options});\n`;

/** What docs/move-and-share.md recommends, and what it advises against. */
describe("A record that changes its owner, as in docs/move-and-share.md,", () => {
    let github: GitHubServer;
    const [a, b] = [deploymentOf("a"), deploymentOf("b")];

    beforeEach(async () => {
        github = await startGitHub({ now: ticking() });
    });
    afterEach(() => github.close());

    it("stays deployed and unmanaged if it moves to its own set with retainOnDelete, and that set is removed", async () => {
        const project = await inlineProgram(github, set("all", { "ns/a/c": a, "ns/b/c": b }));
        succeeded(await project.up());
        await rewrite(project, set("all", { "ns/a/c": a }) + set("own", { "ns/b/c": b }, ", { retainOnDelete: true }"));
        succeeded(await project.up());
        await rewrite(project, set("all", { "ns/a/c": a }));
        takeCounts(github);
        succeeded(await project.up());
        assert.equal(takeCounts(github), "0 GET, 0 POST");
        assert.deepEqual(heldLines(github), ["ns/a/c a deployed", "ns/b/c b deployed"]);
        succeeded(await project.destroy());
        assert.deepEqual(heldLines(github), ["ns/a/c a decommissioned", "ns/b/c b deployed"]);
    });

    it("is retired if the old stack writes it before it removes it, and `up --refresh` of the new stack records it again", async () => {
        const old = await inlineProgram(github, set("old", { "ns/a/c": a }));
        succeeded(await old.up());
        const owner = await inlineProgram(github, set("new", { "ns/a/c": b }));
        succeeded(await owner.up());
        await rewrite(old, set("old", { "ns/a/c": b }));
        succeeded(await old.up());
        await rewrite(old, set("old", {}));
        succeeded(await old.up());
        assert.deepEqual(heldLines(github), ["ns/a/c b decommissioned"]);
        succeeded(await owner.up("--refresh"));
        assert.deepEqual(heldLines(github), ["ns/a/c b deployed"]);
    });
});
