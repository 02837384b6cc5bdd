import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { type GitHubServer, startGitHub } from "../../../../../tools/github/index";
import { call, postDeployments, postStorage } from "../conversation";
import { deployments, entry, storage } from "../samples";

const BROWSER = { accept: "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8" };

describe("The page of the embedded GitHub", () => {
    let server: GitHubServer;
    beforeEach(async () => {
        server = await startGitHub();
    });
    afterEach(() => server.close());

    const page = (path = "/", init: RequestInit = {}): Promise<Response> =>
        fetch(`${server.url}${path}`, { headers: BROWSER, ...init });

    it("is the reply to a request for HTML, without a token, and shows records and requests", async () => {
        await postDeployments(server, deployments([entry({ deployment_name: "<script>alert(1)</script>" })]));
        await postStorage(server, storage());
        const reply = await page();
        const text = await reply.text();
        assert.deepEqual([reply.status, reply.headers.get("content-type")], [200, "text/html; charset=utf-8"]);
        assert.match(text, /^<!doctype html>\n<html lang="en">/);
        assert.match(text, /&lt;script&gt;alert\(1\)&lt;\/script&gt;/);
        assert.doesNotMatch(text, /<script>alert/);
        assert.match(text, /<code>\/orgs\/acme\/artifacts\/metadata\/storage-record<\/code>/);
    });

    it("shows requests even after a test took them from the log", async () => {
        await postStorage(server, storage());
        server.takeRequests();
        assert.match(await (await page()).text(), /metadata\/storage-record</);
    });

    it("does not count as a request: it is not logged, does not change the headers, and uses up no fault", async () => {
        const counted = async (): Promise<(string | null)[]> => {
            const { headers } = await call(server, "GET", "/");
            return [headers.get("x-github-request-id"), headers.get("x-ratelimit-remaining")];
        };
        const before = await counted();
        server.fail({ status: 500 });
        assert.equal((await page()).status, 200);
        assert.equal((await page("/?again")).status, 200);
        assert.equal((await page("/", { method: "HEAD" })).status, 200);
        assert.equal((await call(server, "GET", "/")).status, 500);
        const after = await counted();
        assert.deepEqual(
            server.takeRequests().map(({ status }) => status),
            [404, 500, 404],
        );
        assert.deepEqual(
            [before, after],
            [
                ["E0A1:10F2:00000001", "5000"],
                ["E0A1:10F2:00000003", "4998"],
            ],
        );
    });

    it("does not affect the API: other paths, methods and content types get GitHub's reply", async () => {
        const answers = [
            await call(server, "GET", "/"),
            await page("/", { headers: { accept: "application/vnd.github.v3+json" } }),
            await page("/", { headers: {} }),
            await page("/", { method: "POST", body: "{}" }),
            await page("/organizations"),
            await page("//"),
        ];
        assert.deepEqual(
            answers.map(({ status, headers }) => `${status} ${headers.get("content-type")}`),
            Array(6).fill("404 application/json; charset=utf-8"),
        );
        assert.equal(server.requests.length, 6);
    });

    it("lets a browser load nothing else, and run only its own style and script", async () => {
        const reply = await page();
        const text = await reply.text();
        const hash = (tag: string): string => {
            const [, inside = ""] = new RegExp(`<${tag}>(.*?)</${tag}>`, "s").exec(text) ?? [];
            assert.notEqual(inside, "");
            return `'sha256-${createHash("sha256").update(inside).digest("base64")}'`;
        };
        assert.deepEqual(reply.headers.get("content-security-policy")?.split("; "), [
            "default-src 'none'",
            `script-src ${hash("script")}`,
            `style-src ${hash("style")}`,
            "connect-src 'self'",
            "img-src data:",
            "base-uri 'none'",
            "form-action 'self'",
            "frame-ancestors 'none'",
        ]);
        assert.doesNotMatch(text, /\b(?:style|on\w+)="|https?:|src=/);
        assert.equal(reply.headers.get("x-content-type-options"), "nosniff");
        assert.equal(reply.headers.get("cache-control"), "no-store");
    });

    it("reloads itself if scripts do not run", async () => {
        assert.match(await (await page()).text(), /<noscript><meta http-equiv="refresh" content="10"><\/noscript>/);
    });

    it("applies the filters in its address, and has them in its form for browsers without scripts", async () => {
        await postDeployments(server, deployments([entry({ deployment_name: "a" }), entry({ deployment_name: "b" })]));
        const text = await (await page('/?search=%22b"&only=deployed&since=x')).text();
        assert.match(text, /<input type="search" name="search" value="&quot;b&quot;">/);
        assert.match(text, /name="only" value="deployed" checked>/);
        assert.match(text, /<input type="hidden" name="since" value="x">/);
        assert.match(text, /Deployment records: 0 of 2</);
        assert.match(await (await page("/?search=b")).text(), /Deployment records: 1 of 2</);
    });

    it("says why a request or a part of it failed", async () => {
        await postDeployments(
            server,
            deployments([entry({ github_repository: "nowhere" })], { partial_success: true }),
        );
        await postDeployments(server, deployments([entry({ digest: "sha256:1" })]));
        const text = await (await page()).text();
        assert.match(text, />shop\/api\/server: not_found</);
        assert.match(text, />Validation Failed; deployments\[0\]\.digest: .*</);
    });

    it("shows a change without the API as a change, not as a new record", async () => {
        await postDeployments(server, deployments());
        const mark = /since=(\w+-\d+)"/.exec(await (await page()).text())?.[1];
        server.alterDeployment({ deployment_name: "shop/api/server" }, { version: "9" });
        const text = await (await page(`/?since=${mark}`)).text();
        assert.match(text, /Changes: 1</);
        assert.match(text, />updated<[\s\S]*version: null → 9/);
        server.alterDeployment({ deployment_name: "shop/api/server" }, "remove");
        assert.match(await (await page(`/?since=${mark}`)).text(), />removed</);
    });
});
