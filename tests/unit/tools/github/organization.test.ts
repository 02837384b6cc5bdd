import assert from "node:assert/strict";
import { type GitHubServer, startGitHub } from "../../../../tools/github/index";
import { postDeployments } from "./conversation";
import { deployments, digestOf, entry, without } from "./samples";

describe("A write of deployments", () => {
    let server: GitHubServer;
    beforeEach(async () => {
        server = await startGitHub({
            organizations: {
                acme: { repositories: ["api", "Web"], attestations: { [digestOf(9)]: "Web", [digestOf(8)]: "api" } },
            },
        });
    });
    afterEach(() => server.close());

    describe("finds the repository", () => {
        it("in the attestation, even if another one was sent", async () => {
            const sent = deployments([
                entry({ digest: digestOf(9), github_repository: "no-such-repository" }),
                { ...entry({ digest: digestOf(8), deployment_name: "b" }), github_repository: "Web" },
            ]);
            const { body } = await postDeployments(server, sent);
            assert.deepEqual(
                body.deployment_records.map((record) => record.attestation_id),
                [3_000_001, 3_000_002],
            );
            assert.deepEqual(
                server.deploymentRecords().map((record) => record.github_repository),
                ["api", "Web"],
            );
        });

        it("in the attestation if none was sent", async () => {
            const bare = without(entry({ digest: digestOf(9) }), "github_repository");
            const answer = await postDeployments(server, { ...deployments(), deployments: [bare] });
            assert.equal(answer.status, 200);
        });

        it("by its name, ignoring case", async () => {
            await postDeployments(server, deployments([entry({ github_repository: "wEB" })]));
            assert.equal(server.deploymentRecords()[0]?.github_repository, "Web");
        });

        it("in each request again, even for an existing record", async () => {
            await postDeployments(server, deployments());
            const bare = { ...deployments(), deployments: [without(entry(), "github_repository")] };
            assert.equal((await postDeployments(server, bare)).status, 404);
        });
    });
});
