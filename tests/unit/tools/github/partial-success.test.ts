import assert from "node:assert/strict";
import { type GitHubServer, startGitHub } from "../../../../tools/github/index";
import { postDeployments } from "./conversation";
import { deployments, digestOf, entry, without } from "./samples";

describe("A write of deployments", () => {
    let server: GitHubServer;
    beforeEach(async () => {
        server = await startGitHub();
    });
    afterEach(() => server.close());

    describe("with an entry without an existing repository", () => {
        const unknown = entry({ deployment_name: "lost", digest: digestOf(2), github_repository: "nowhere" });
        const bare = without(
            entry({ deployment_name: "bare", digest: digestOf(3), version: "1" }),
            "github_repository",
        );
        const body = { ...deployments(), deployments: [unknown, entry(), bare] };

        it("fails as a whole, without a reason, and changes nothing", async () => {
            const answer = await postDeployments(server, body);
            assert.equal(answer.status, 404);
            assert.deepEqual(answer.body, {
                message: "no artifacts found",
                documentation_url: "https://docs.github.com/rest/orgs/artifact-metadata#set-cluster-deployment-records",
                status: "404",
            });
            assert.deepEqual(server.deploymentRecords(), []);
        });

        it("skips that entry with partial_success, and names it", async () => {
            const answer = await postDeployments(server, { ...body, partial_success: true });
            assert.equal(answer.status, 207);
            assert.equal(answer.body.total_count, 1);
            assert.deepEqual(
                answer.body.deployment_records.map((record) => record.deployment_name),
                ["shop/api/server"],
            );
            const left = { name: "ghcr.io/acme/api", status: "deployed", tags: {}, runtime_risks: [] };
            assert.deepEqual(answer.body.errors, [
                {
                    cause: "not_found",
                    deployment: {
                        ...left,
                        digest: digestOf(2),
                        deployment_name: "lost",
                        version: null,
                        github_repository: "nowhere",
                    },
                },
                {
                    cause: "not_found",
                    deployment: {
                        ...left,
                        digest: digestOf(3),
                        deployment_name: "bare",
                        version: "1",
                        github_repository: null,
                    },
                },
            ]);
            assert.equal(server.deploymentRecords().length, 1);
        });

        it("gets a 207 even if every entry is skipped", async () => {
            const { status, body } = await postDeployments(server, deployments([unknown], { partial_success: true }));
            assert.equal(status, 207);
            assert.deepEqual([body.total_count, body.deployment_records, body.errors.length], [0, [], 1]);
        });

        it("omits the records from the 207 on request", async () => {
            const answer = await postDeployments(server, { ...body, partial_success: true, return_records: false });
            assert.deepEqual(Object.keys(answer.body), ["total_count", "errors"]);
        });
    });

    it("gets a 200 with partial_success if no entry is skipped", async () => {
        const answer = await postDeployments(server, deployments([entry()], { partial_success: true }));
        assert.equal(answer.status, 200);
        assert.deepEqual(Object.keys(answer.body), ["total_count", "deployment_records"]);
    });
});
