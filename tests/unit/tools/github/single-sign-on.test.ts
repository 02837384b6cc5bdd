import assert from "node:assert/strict";
import { type GitHubServer, startGitHub } from "../../../../tools/github/index";
import { call } from "./conversation";
import { digestOf, storage } from "./samples";

describe("A token that needs single sign-on", () => {
    let server: GitHubServer;
    before(async () => {
        server = await startGitHub({
            organizations: { Acme: { repositories: ["api"] } },
            tokens: { classic: { access: "write", scopes: ["repo"], singleSignOn: "required" }, fine: "write" },
        });
    });
    after(() => server.close());

    const as = (token: string) => ({ authorization: `token ${token}` });

    for (const [method, path] of [
        ["POST", "/orgs/acme/artifacts/metadata/deployment-record/cluster/prod"],
        ["POST", "/orgs/acme/artifacts/metadata/storage-record"],
        ["GET", `/orgs/acme/artifacts/${digestOf(1)}/metadata/deployment-records`],
        ["GET", `/orgs/acme/artifacts/${digestOf(1)}/metadata/storage-records`],
        ["POST", "/orgs/acme/attestations/bulk-list"],
        ["GET", "/orgs/acme"],
        ["GET", "/repos/acme/api"],
        ["GET", "/repositories/4001000001"],
    ] as const) {
        it(`gets a 403 with the URL to authorize it: ${method} ${path}`, async () => {
            const body = method === "POST" ? { body: storage() } : {};
            const answer = await call(server, method, path, { ...as("classic"), ...body });
            assert.equal(answer.status, 403);
            assert.deepEqual(answer.body, {
                message:
                    "Resource protected by organization SAML enforcement. " +
                    "You must grant your Personal Access token access to this organization.",
                documentation_url: "https://docs.github.com/rest",
                status: "403",
            });
            assert.match(
                answer.headers.get("x-github-sso") ?? "",
                /^required; url=https:\/\/github\.com\/orgs\/Acme\/sso\?authorization_request=\w+$/,
            );
            assert.equal(answer.headers.get("x-oauth-scopes"), "repo");
            assert.deepEqual(server.storageRecords(), []);
        });
    }

    it("gets the usual reply if the request is not about an organization", async () => {
        for (const [path, status] of [
            ["/users/acme", 200],
            ["/orgs/octocat", 404],
            ["/nowhere", 404],
        ] as const) {
            const answer = await call(server, "GET", path, as("classic"));
            assert.deepEqual([answer.status, answer.headers.get("x-github-sso")], [status, null]);
        }
    });

    it("does not affect other tokens", async () => {
        const { status, headers } = await call(server, "GET", "/orgs/acme", as("fine"));
        assert.deepEqual([status, headers.get("x-github-sso")], [200, null]);
    });
});
