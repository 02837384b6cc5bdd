import assert from "node:assert/strict";
import { type GitHubServer, startGitHub } from "../../../../tools/github/index";
import { call, postDeployments, postStorage } from "./conversation";
import { deployments, digestOf, storage } from "./samples";

describe("A token", () => {
    let server: GitHubServer;
    beforeEach(async () => {
        server = await startGitHub({
            tokens: {
                fine: { access: "write" },
                reader: { access: { read: ["api"] } },
                classic: { access: "write", scopes: ["repo", "read:org"] },
                scopeless: { access: "write", scopes: [] },
                gist: { access: "read", scopes: ["gist", "public_repo"] },
            },
        });
    });
    afterEach(() => server.close());

    const as = (token: string) => ({ authorization: `token ${token}` });

    for (const token of ["fine", "classic"]) {
        it(`has the access that it was given: ${token}`, async () => {
            assert.equal((await postDeployments(server, deployments(), as(token))).status, 200);
            assert.equal((await call(server, "GET", "/repos/acme/api", as(token))).status, 200);
        });
    }

    it("can have access to one repository only", async () => {
        assert.equal((await postStorage(server, storage(), as("reader"))).status, 403);
        assert.equal((await call(server, "GET", "/repos/acme/api", as("reader"))).status, 200);
        assert.equal((await call(server, "GET", "/repos/acme/web", as("reader"))).status, 404);
    });

    for (const token of ["scopeless", "gist"]) {
        it(`has no access if it is a classic token without the scope repo: ${token}`, async () => {
            const answer = await postStorage(server, storage(), as(token));
            assert.deepEqual([answer.status, answer.body.message], [404, "no artifacts found"]);
            assert.equal((await call(server, "GET", "/repos/acme/api", as(token))).status, 404);
            assert.equal((await call(server, "GET", "/users/acme", as(token))).status, 200);
        });
    }

    describe("gets in the reply's headers", () => {
        const told = async (token: string, method: string, path: string): Promise<(string | null)[]> => {
            const body = method === "POST" ? { body: { subject_digests: [digestOf(1)] } } : {};
            const { headers } = await call(server, method, path, { ...as(token), ...body });
            return ["x-accepted-github-permissions", "x-oauth-scopes", "x-accepted-oauth-scopes"].map((name) =>
                headers.get(name),
            );
        };
        const ORG = "admin:org, read:org, repo, user, write:org";
        const FREE = "allows_permissionless_access=true";
        const paths: [string, string, string | null, string][] = [
            ["POST", "/orgs/acme/artifacts/metadata/deployment-record/cluster/prod", "artifact_metadata=write", "repo"],
            ["POST", "/orgs/acme/artifacts/metadata/storage-record", "artifact_metadata=write", "repo"],
            [
                "GET",
                `/orgs/acme/artifacts/${digestOf(1)}/metadata/deployment-records`,
                "artifact_metadata=read",
                "repo",
            ],
            ["GET", `/orgs/acme/artifacts/${digestOf(1)}/metadata/storage-records`, "artifact_metadata=read", "repo"],
            ["POST", "/orgs/acme/attestations/bulk-list", "attestations=read", "repo"],
            ["GET", "/repos/acme/api", "metadata=read", "repo"],
            ["GET", "/repositories/1", "metadata=read", "repo"],
            ["GET", "/orgs/acme", FREE, ORG],
            ["GET", "/users/acme", FREE, ""],
            ["GET", "/nowhere", null, ""],
        ];
        for (const [method, path, permission, scopes] of paths) {
            it(`the permission or scopes that ${method} ${path} needs`, async () => {
                assert.deepEqual(await told(path === "/nowhere" ? "fine" : "reader", method, path), [
                    permission,
                    null,
                    null,
                ]);
                assert.deepEqual(await told("classic", method, path), [null, "repo, read:org", scopes]);
                assert.deepEqual(await told("scopeless", method, path), [null, "", scopes]);
                assert.deepEqual(await told("unknown", method, path), [null, null, null]);
            });
        }

        it("the same if a fault answers, unless the fault sets these headers", async () => {
            server.fail({ status: 403, times: 2 });
            assert.deepEqual(await told("classic", "GET", "/repos/acme/api"), [null, "repo, read:org", "repo"]);
            assert.deepEqual(await told("fine", "GET", "/repos/acme/api"), ["metadata=read", null, null]);
            server.fail({ status: 403, headers: { "x-oauth-scopes": "gist" } });
            assert.deepEqual(await told("classic", "GET", "/repos/acme/api"), [null, "gist", "repo"]);
        });
    });
});
