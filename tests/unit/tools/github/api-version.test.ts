import assert from "node:assert/strict";
import { type GitHubServer, startGitHub } from "../../../../tools/github/index";
import { type Answer, call } from "./conversation";
import { digestOf, storage } from "./samples";

describe("The version of the API", () => {
    let server: GitHubServer;
    beforeEach(async () => {
        server = await startGitHub();
    });
    afterEach(() => server.close());

    const ask = (version: string, method: string, path: string, authorization?: string): Promise<Answer> =>
        call(server, method, path, {
            headers: { "x-github-api-version": version },
            ...(method === "POST" && { body: storage() }),
            ...(authorization !== undefined && { authorization }),
        });
    const everywhere: [string, string][] = [
        ["POST", "/orgs/acme/artifacts/metadata/storage-record"],
        ["GET", `/orgs/acme/artifacts/${digestOf(1)}/metadata/storage-records`],
        ["GET", "/orgs/nobody"],
        ["GET", "/users/nobody"],
        ["GET", "/repositories/1"],
        ["POST", "/app/installations/1/access_tokens"],
    ];

    for (const version of ["2022-11-28", "2026-03-10"]) {
        it(`can be ${version}`, async () => {
            assert.equal((await ask(version, "GET", "/orgs/acme")).status, 200);
        });
    }

    for (const [method, path] of everywhere) {
        it(`gets a 400 if it is not supported: ${method} ${path}`, async () => {
            const { status, body } = await ask("2022-11-29", method, path);
            assert.equal(status, 400);
            assert.deepEqual(body, {
                message: "Bad Request",
                errors:
                    'The version you specified in the "X-GitHub-API-Version" request header, "2022-11-29", is not a ' +
                    'supported version. The following versions are currently supported: "2026-03-10" (most recent) ' +
                    'and "2022-11-28".',
                documentation_url: "https://docs.github.com/rest",
                status: "400",
            });
            assert.deepEqual(server.storageRecords(), []);
        });
    }

    it("is checked after the token", async () => {
        assert.equal((await ask("v3", "GET", "/orgs/acme", "token unknown")).status, 401);
    });
});
