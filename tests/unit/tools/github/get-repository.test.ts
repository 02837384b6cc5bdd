import assert from "node:assert/strict";
import { once } from "node:events";
import { get } from "node:https";
import { type GitHubServer, startGitHub } from "../../../../tools/github/index";
import { makeCertificate } from "../../../support/certificate";
import { call, postStorage } from "./conversation";
import { storage } from "./samples";

const NOT_FOUND = {
    message: "Not Found",
    documentation_url: "https://docs.github.com/rest/repos/repos#get-a-repository",
    status: "404",
};

describe("A repository", () => {
    let server: GitHubServer;
    beforeEach(async () => {
        server = await startGitHub({
            organizations: {
                acme: { repositories: ["api", "Web"], renamed: { Backend: "API", front: "web" } },
                other: { repositories: ["api"] },
                open: { repositories: "any", renamed: { old: "new" } },
            },
            tokens: {
                ghs_embedded: "write",
                reader: "read",
                nobody: "none",
                both: { write: ["api"], read: ["web"] },
                web: { write: ["web"] },
            },
        });
    });
    afterEach(() => server.close());

    const pushOf = (push: boolean) => ({ admin: false, maintain: false, push, triage: push, pull: true });
    const as = (token: string) => ({ authorization: `Bearer ${token}` });

    it("is shown in its own spelling, with the token's permissions for it", async () => {
        const { status, body } = await call(server, "GET", "/repos/ACME/weB", as("both"));
        const names = { id: body.id, name: "Web", full_name: "acme/Web" };
        assert.equal(status, 200);
        assert.deepEqual(body, { ...names, private: true, archived: false, permissions: pushOf(false) });
    });

    const allowed: [string, string, boolean | undefined][] = [
        ["ghs_embedded", "api", true],
        ["reader", "api", false],
        ["both", "api", true],
        ["web", "web", true],
        ["web", "api", undefined],
        ["nobody", "api", undefined],
        ["ghs_embedded", "nowhere", undefined],
    ];
    for (const [token, name, push] of allowed) {
        const what = push === undefined ? "not shown" : push ? "writable" : "readable";
        it(`is ${what}: ${name} for ${token}`, async () => {
            const { status, body } = await call(server, "GET", `/repos/acme/${name}`, as(token));
            const expected = push === undefined ? [404, undefined] : [200, pushOf(push)];
            assert.deepEqual([status, body.permissions], expected);
            assert.deepEqual(body.message === undefined ? NOT_FOUND : body, NOT_FOUND);
        });
    }

    it("of a user or an unknown owner is not found", async () => {
        for (const owner of ["octocat", "nobody"]) {
            const { status, body } = await call(server, "GET", `/repos/${owner}/api`);
            assert.deepEqual([status, body], [404, NOT_FOUND]);
        }
    });

    it("has its own id, and is found by its id, too", async () => {
        const ids = new Set<number>();
        for (const name of ["acme/api", "acme/web", "other/api", "open/api"]) {
            const byName = await call(server, "GET", `/repos/${name}`);
            const byId = await call(server, "GET", `/repositories/${byName.body.id}`);
            assert.deepEqual([byId.status, byId.body], [200, byName.body]);
            ids.add(byName.body.id);
        }
        assert.equal(ids.size, 4);
    });

    it("is not found by an unknown id, or if the token may not read it", async () => {
        const { body } = await call(server, "GET", "/repos/acme/api");
        for (const [id, token] of [
            [body.id, "web"],
            [1, "ghs_embedded"],
            ["api", "ghs_embedded"],
        ]) {
            const answer = await call(server, "GET", `/repositories/${id}`, as(String(token)));
            assert.deepEqual([answer.status, answer.body], [404, NOT_FOUND]);
        }
    });

    it("is found by any name if the organization accepts any name", async () => {
        const [first, again] = [
            await call(server, "GET", "/repos/open/whatever"),
            await call(server, "GET", "/repos/open/Whatever"),
        ];
        assert.deepEqual([first.status, first.body.full_name], [200, "open/whatever"]);
        assert.equal(again.body.id, first.body.id);
    });

    it("gets a 401 for an unknown token", async () => {
        for (const path of ["/repos/acme/api", "/repositories/1"]) {
            assert.equal((await call(server, "GET", path, as("unknown"))).status, 401);
        }
    });

    describe("that was renamed", () => {
        it("is redirected from its old name to its id, on the requested host", async () => {
            const today = await call(server, "GET", "/repos/acme/api");
            const answer = await call(server, "GET", "/repos/acme/backend");
            const url = `${server.url}/repositories/${today.body.id}`;
            const documentation_url =
                "https://docs.github.com/rest/guides/best-practices-for-using-the-rest-api#follow-redirects";
            assert.deepEqual([answer.status, answer.headers.get("location")], [301, url]);
            assert.deepEqual(answer.body, { message: "Moved Permanently", url, documentation_url });
            const followed = await fetch(url, { headers: { authorization: "token ghs_embedded" } });
            assert.deepEqual(await followed.json(), today.body);
        });

        it("is redirected to https if the request used https", async () => {
            const { authority, ...tls } = await makeCertificate();
            const organizations = { acme: { repositories: ["api"], renamed: { old: "api" } } };
            const secure = await startGitHub({ tls, organizations });
            const headers = { authorization: "token ghs_embedded" };
            const asked = get(`${secure.url}/repos/acme/old`, { ca: authority, agent: false, headers });
            const [reply] = await once(asked, "response");
            await secure.close();
            assert.equal(reply.headers.location, `${secure.url}/repositories/4001000001`);
        });

        it("is not found by its old name for a token that may not read it", async () => {
            const { status, body } = await call(server, "GET", "/repos/acme/backend", as("web"));
            assert.deepEqual([status, body], [404, NOT_FOUND]);
        });

        it("is redirected even if every other name is a repository", async () => {
            const { body } = await call(server, "GET", "/repos/open/new");
            const answer = await call(server, "GET", "/repos/open/OLD");
            assert.equal(answer.headers.get("location"), `${server.url}/repositories/${body.id}`);
        });

        it("is not found by a write with its old name", async () => {
            for (const [org, github_repository] of [
                ["acme", "backend"],
                ["open", "old"],
            ] as const) {
                const answer = await postStorage(server, storage({ github_repository }), { org });
                assert.deepEqual([answer.status, answer.body.message], [404, "no artifacts found"]);
            }
        });

        it("cannot have an existing repository's name as its old name, and must exist under its new one", async () => {
            for (const renamed of [{ API: "web" }, { old: "nowhere" }]) {
                const starting = startGitHub({ organizations: { acme: { repositories: ["api", "web"], renamed } } });
                await assert.rejects(starting, /^Error: Renamed from/);
            }
        });
    });
});
