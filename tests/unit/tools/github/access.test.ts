import assert from "node:assert/strict";
import { type GitHubServer, startGitHub } from "../../../../tools/github/index";
import { call, list, postDeployments, postStorage } from "./conversation";
import { deployments, digestOf, entry, storage } from "./samples";

describe("The access of a token", () => {
    let server: GitHubServer;
    beforeEach(async () => {
        server = await startGitHub({
            tokens: {
                writer: "write",
                reader: "read",
                nobody: "none",
                empty: {},
                api: { write: ["API"] },
                both: { write: ["api"], read: ["web"] },
                web: { read: ["web"] },
            },
        });
    });
    afterEach(() => server.close());

    const as = (token: string): { authorization: string } => ({ authorization: `Bearer ${token}` });
    const mixed = [entry(), entry({ deployment_name: "web", digest: digestOf(2), github_repository: "web" })];

    describe("if the token is not known", () => {
        const refused: [string, string | null][] = [
            ["no token", null],
            ["an unknown token", "Bearer ghp_unknown"],
            ["an empty token", "Bearer "],
            ["a token without a scheme", "writer"],
            ["a token with another scheme", "Basic writer"],
            ["a part of a token", "Bearer write"],
        ];
        for (const [what, authorization] of refused) {
            it(`is refused with 401 everywhere: ${what}`, async () => {
                for (const [method, path] of [
                    ["POST", "/orgs/acme/artifacts/metadata/deployment-record/cluster/prod"],
                    ["POST", "/orgs/acme/artifacts/metadata/storage-record"],
                    ["GET", `/orgs/acme/artifacts/${digestOf(1)}/metadata/deployment-records`],
                    ["GET", `/orgs/acme/artifacts/${digestOf(1)}/metadata/storage-records`],
                ] as const) {
                    const answer = await call(server, method, path, { authorization });
                    assert.equal(answer.status, 401, path);
                    assert.deepEqual(answer.body, {
                        message: "Bad credentials",
                        documentation_url: "https://docs.github.com/rest",
                        status: "401",
                    });
                }
            });
        }
    });

    for (const authorization of ["token writer", "Bearer writer", "bearer writer", "TOKEN writer"]) {
        it(`is granted for the header "${authorization}"`, async () => {
            assert.equal((await postDeployments(server, deployments(), { authorization })).status, 200);
        });
    }

    describe("if the token may only read", () => {
        for (const token of ["reader", "web"]) {
            it(`is refused with 403 for every write, even an invalid one (${token})`, async () => {
                const partial = deployments([entry()], { partial_success: true });
                for (const answer of [
                    await postDeployments(server, deployments(), as(token)),
                    await postDeployments(server, partial, as(token)),
                    await postDeployments(server, "not JSON", as(token)),
                    await postStorage(server, storage(), as(token)),
                ]) {
                    assert.equal(answer.status, 403);
                    assert.equal(answer.body.message, "Resource not accessible by integration");
                    assert.equal(answer.body.status, "403");
                }
                assert.deepEqual([server.deploymentRecords(), server.storageRecords()], [[], []]);
            });
        }
    });

    describe("if the token may write to some repositories", () => {
        it("is granted for those", async () => {
            assert.equal((await postDeployments(server, deployments(), as("api"))).status, 200);
            assert.equal((await postStorage(server, storage(), as("api"))).status, 200);
        });

        it("is refused with 404 without a reason for another one, and nothing changes", async () => {
            const deployed = await postDeployments(server, deployments(mixed), as("both"));
            const stored = await postStorage(server, storage({ github_repository: "web" }), as("both"));
            for (const answer of [deployed, stored]) {
                assert.deepEqual([answer.status, answer.body.message], [404, "no artifacts found"]);
            }
            assert.deepEqual([server.deploymentRecords(), server.storageRecords()], [[], []]);
        });

        it("skips the others as unauthorized with partial_success, unless they do not exist", async () => {
            const lost = entry({ deployment_name: "lost", github_repository: "nowhere" });
            const body = deployments([...mixed, lost], { partial_success: true });
            const answer = await postDeployments(server, body, as("both"));
            assert.equal(answer.status, 207);
            assert.deepEqual(
                answer.body.errors.map((error) => [error.cause, error.deployment.deployment_name]),
                [
                    ["unauthorized", "web"],
                    ["not_found", "lost"],
                ],
            );
            assert.equal(answer.body.total_count, 1);
        });

        it("depends on the attestation's repository, not on the one that was sent", async () => {
            const attested = await startGitHub({
                organizations: { acme: { repositories: ["api", "web"], attestations: { [digestOf(1)]: "web" } } },
                tokens: { api: { write: ["api"] } },
            });
            const answer = await postDeployments(attested, deployments(), as("api"));
            await attested.close();
            assert.equal(answer.status, 404);
        });
    });

    for (const token of ["nobody", "empty"]) {
        it(`is refused with 404, or skips each entry, for a token without permissions (${token})`, async () => {
            assert.equal((await postDeployments(server, deployments(), as(token))).status, 404);
            assert.equal((await postStorage(server, storage(), as(token))).status, 404);
            const partial = await postDeployments(server, deployments([entry()], { partial_success: true }), as(token));
            assert.deepEqual([partial.status, partial.body.errors[0]?.cause], [207, "unauthorized"]);
        });
    }

    it("filters lists", async () => {
        const one = mixed.map((sent) => ({ ...sent, digest: digestOf(1) }));
        await postDeployments(server, deployments(one), as("writer"));
        await postStorage(server, storage({ github_repository: "web" }), as("writer"));
        const seen: Record<string, number[]> = {};
        for (const token of ["writer", "reader", "nobody", "empty", "api", "both", "web"]) {
            const deployed = await list(server, "deployment", digestOf(1), as(token));
            const stored = await list(server, "storage", digestOf(1), as(token));
            assert.deepEqual([deployed.status, stored.status], [200, 200]);
            assert.equal(deployed.body.deployment_records.length, deployed.body.total_count);
            seen[token] = [deployed.body.total_count, stored.body.total_count];
        }
        assert.deepEqual(seen, {
            writer: [2, 1],
            reader: [2, 1],
            nobody: [0, 0],
            empty: [0, 0],
            api: [1, 0],
            both: [2, 1],
            web: [1, 1],
        });
    });
});
