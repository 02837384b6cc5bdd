import assert from "node:assert/strict";
import { type GitHubServer, startGitHub } from "../../../../tools/github/index";
import { call, list, postDeployments, postStorage } from "./conversation";
import { deployments, digestOf, storage } from "./samples";

describe("A reply", () => {
    let server: GitHubServer;
    beforeEach(async () => {
        server = await startGitHub();
    });
    afterEach(() => server.close());

    const write = "/orgs/acme/artifacts/metadata/storage-record";

    describe("is 404 Not Found if there is no endpoint:", () => {
        const nowhere: [string, string][] = [
            ["GET", "/"],
            ["GET", "/orgs/acme/repos"],
            ["GET", "/users"],
            ["POST", "/repos/acme/api"],
            ["GET", "/repos/acme/api/attestations"],
            ["GET", "/orgs/acme/attestations/bulk-list"],
            ["GET", "/app/installations/1/access_tokens"],
            ["GET", write],
            ["PUT", write],
            ["DELETE", `/orgs/acme/artifacts/${digestOf(1)}/metadata/storage-records`],
            ["POST", `/orgs/acme/artifacts/${digestOf(1)}/metadata/storage-records`],
            ["POST", `${write}/`],
            ["POST", `/api/v3${write}`],
            ["POST", "/orgs/acme/artifacts/metadata/deployment-record"],
            ["POST", "/orgs/acme/artifacts/metadata/deployment-record/cluster/"],
            ["POST", "/orgs/acme/artifacts/metadata/deployment-record/cluster/a/b"],
            ["POST", "/orgs/%zz/artifacts/metadata/storage-record"],
        ];
        for (const [method, path] of nowhere) {
            it(`${method} ${path}`, async () => {
                const { status, body } = await call(server, method, path);
                assert.equal(status, 404);
                assert.deepEqual(body, {
                    message: "Not Found",
                    documentation_url: "https://docs.github.com/rest",
                    status: "404",
                });
            });
        }
    });

    describe("is 404 without a reason for", () => {
        for (const [what, org] of [
            ["a user account", "octocat"],
            ["a user account in other case", "OctoCat"],
            ["an unknown organization", "nobody"],
        ] as const) {
            it(what, async () => {
                for (const answer of [
                    await postDeployments(server, deployments(), { org }),
                    await postStorage(server, storage(), { org }),
                    await list(server, "deployment", digestOf(1), { org }),
                    await list(server, "storage", digestOf(1), { org }),
                ]) {
                    assert.deepEqual([answer.status, answer.body.message], [404, "no artifacts found"]);
                }
            });
        }
    });

    it("is 200 for a percent-encoded organization and cluster, and for a path with a query", async () => {
        const path = "/orgs/%41cm%65/artifacts/metadata/deployment-record/cluster/prod%2Deu?per_page=1";
        assert.equal((await call(server, "POST", path, { body: deployments() })).status, 200);
        assert.equal(server.deploymentRecords()[0]?.cluster, "prod-eu");
    });

    describe("is 400 for a body that is not JSON:", () => {
        for (const body of ["", "{", "undefined", '{"name": }']) {
            it(JSON.stringify(body), async () => {
                const answer = await postStorage(server, body);
                assert.deepEqual([answer.status, answer.body.message], [400, "Problems parsing JSON"]);
                assert.deepEqual(server.storageRecords(), []);
            });
        }
    });

    it("is 413 for a body of more than 10 MB", async () => {
        const padding = 10_000_000 - JSON.stringify(storage()).length;
        const fits = await postStorage(server, JSON.stringify(storage()) + " ".repeat(padding));
        const exceeds = await postStorage(server, JSON.stringify(storage({ name: "x" })) + " ".repeat(padding + 100));
        assert.deepEqual([fits.status, exceeds.status], [200, 413]);
        assert.equal(server.storageRecords()[0]?.name, "ghcr.io/acme/api");
    });

    it("has its own request id, whatever its status", async () => {
        const answers = [
            await postStorage(server, storage()),
            await postStorage(server, {}),
            await call(server, "GET", "/"),
            await call(server, "GET", "/", { authorization: null }),
        ];
        const ids = answers.map((answer) => answer.headers.get("x-github-request-id"));
        assert.equal(new Set(ids).size, 4);
        for (const id of ids) {
            assert.match(id ?? "", /^[0-9A-F]+(:[0-9A-F]+)+$/);
        }
    });

    it("has the same request id in each run", async () => {
        const id = async (): Promise<string | null> => {
            const fresh = await startGitHub();
            const answer = await call(fresh, "GET", "/");
            await fresh.close();
            return answer.headers.get("x-github-request-id");
        };
        assert.equal(await id(), await id());
    });

    it("is JSON in UTF-8, and has the remaining rate limit and its reset time", async () => {
        const other = await startGitHub({ now: () => new Date("2026-01-01T10:20:30Z") });
        const [first, second] = [await call(other, "GET", "/"), await postStorage(other, storage())];
        await other.close();
        const header = (name: string): (string | null)[] => [first.headers.get(name), second.headers.get(name)];
        const json = "application/json; charset=utf-8";
        assert.deepEqual(header("content-type"), [json, json]);
        assert.deepEqual(header("x-ratelimit-limit"), ["5000", "5000"]);
        assert.deepEqual(header("x-ratelimit-remaining"), ["5000", "4999"]);
        const reset = String(Date.UTC(2026, 0, 1, 11) / 1000);
        assert.deepEqual(header("x-ratelimit-reset"), [reset, reset]);
    });
});
