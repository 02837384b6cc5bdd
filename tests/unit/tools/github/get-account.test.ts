import assert from "node:assert/strict";
import { type GitHubServer, startGitHub } from "../../../../tools/github/index";
import { call } from "./conversation";

describe("The account of a name", () => {
    let server: GitHubServer;
    beforeEach(async () => {
        server = await startGitHub({
            organizations: { Acme: { repositories: [] }, other: { repositories: [] }, Mona: { repositories: [] } },
            users: ["octocat", "mona"],
            tokens: { ghs_embedded: "write", nobody: "none" },
        });
    });
    afterEach(() => server.close());

    const accounts: [string, object][] = [
        ["Acme", { login: "Acme", id: 4001, type: "Organization" }],
        ["ACME", { login: "Acme", id: 4001, type: "Organization" }],
        ["other", { login: "other", id: 4002, type: "Organization" }],
        ["octocat", { login: "octocat", id: 5001, type: "User" }],
        ["OctoCat", { login: "octocat", id: 5001, type: "User" }],
        ["Mona", { login: "mona", id: 5002, type: "User" }],
    ];
    for (const [name, expected] of accounts) {
        it(`is returned with its login, id and type: ${name}`, async () => {
            const { status, body } = await call(server, "GET", `/users/${name}`);
            assert.deepEqual([status, body], [200, expected]);
        });
    }

    it("is not found if nobody has the name", async () => {
        const { status, body } = await call(server, "GET", "/users/nobody");
        assert.equal(status, 404);
        assert.deepEqual(body, {
            message: "Not Found",
            documentation_url: "https://docs.github.com/rest/users/users#get-a-user",
            status: "404",
        });
    });

    it("is shown to a token without permissions, but not to an unknown token or without one", async () => {
        const seen = [];
        for (const authorization of ["token nobody", "token unknown", null]) {
            seen.push((await call(server, "GET", "/users/acme", { authorization })).status);
        }
        assert.deepEqual(seen, [200, 401, 401]);
    });
});
