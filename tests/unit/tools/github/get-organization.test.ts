import assert from "node:assert/strict";
import { type GitHubServer, startGitHub } from "../../../../tools/github/index";
import { call } from "./conversation";

describe("An organization", () => {
    let server: GitHubServer;
    beforeEach(async () => {
        server = await startGitHub({ tokens: { ghs_embedded: "write", nobody: "none" } });
    });
    afterEach(() => server.close());

    for (const [name, authorization] of [
        ["acme", "token ghs_embedded"],
        ["AcMe", "token ghs_embedded"],
        ["acme", "token nobody"],
    ] as const) {
        it(`is found by its name: ${name} for ${authorization}`, async () => {
            const { status, body } = await call(server, "GET", `/orgs/${name}`, { authorization });
            assert.deepEqual([status, body], [200, { login: "acme", id: 4001 }]);
        });
    }

    for (const name of ["octocat", "nobody"]) {
        it(`is not found by the name ${name}`, async () => {
            const { status, body } = await call(server, "GET", `/orgs/${name}`);
            assert.equal(status, 404);
            assert.deepEqual(body, {
                message: "Not Found",
                documentation_url: "https://docs.github.com/rest/orgs/orgs#get-an-organization",
                status: "404",
            });
        });
    }

    it("gets a 401 for an unknown token", async () => {
        assert.equal((await call(server, "GET", "/orgs/acme", { authorization: "token unknown" })).status, 401);
    });
});
