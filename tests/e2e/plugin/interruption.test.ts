import assert from "node:assert/strict";
import { type GitHubServer, startGitHub } from "../../../tools/github";
import { pluginInYaml } from "../../support/bindings/bindings";
import type { Declared } from "../../support/bindings/declared";
import { succeeded } from "../../support/finished";
import { interrupt } from "../../support/interrupted-run";

/** More than a burst of calls, so that the last of them wait. */
const MANY = 60;

const images: readonly Declared[] = Array.from({ length: MANY }, (_, n) => ({
    type: "ArtifactStorageRecord",
    name: `image${n}`,
    args: {
        name: `ghcr.io/acme/image-${n}`,
        digest: `sha256:${n.toString(16).padStart(64, "0")}`,
        registryUrl: "https://ghcr.io",
        githubRepository: "api",
    },
}));

describe("An interrupted run of the plugin", () => {
    let github: GitHubServer;

    before(async () => {
        github = await startGitHub();
    });
    after(() => github.close());

    it("cancels the calls that wait, and says so; the state holds what was recorded, and the next up records the rest", async () => {
        const project = await pluginInYaml.start(github, images);
        const stage = { call: 5, moment: "arrived" } as const;
        // All at once, so that the calls beyond the burst wait.
        const { output, code } = await interrupt(project, (watched) => watched.up("--parallel", "100"), {
            github,
            stage,
            way: "Ctrl-C",
        });
        assert.notEqual(code, 0);
        assert.match(output, /the call was canceled before it was sent/);
        const made = github.storageRecords().length;
        assert.ok(made < MANY, `all ${made} were made`);
        const known = await project.resources("github-artifacts:index");
        assert.ok(known.length >= made);
        github.takeRequests();
        succeeded(await project.up());
        assert.equal(github.storageRecords().length, MANY);
        succeeded(await project.up("--expect-no-changes"));
    });
});
