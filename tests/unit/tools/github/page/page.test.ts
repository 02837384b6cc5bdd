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

    it("is for whoever asks for HTML, without a token, and shows what was written and asked", async () => {
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

    it("shows requests that were taken from the log, too", async () => {
        await postStorage(server, storage());
        server.takeRequests();
        assert.match(await (await page()).text(), /metadata\/storage-record</);
    });

    it("is no request: not in the log, nor in what counts them, nor one that a fault takes", async () => {
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

    it("takes nothing from the API: who does not ask for HTML, or elsewhere, or to write, gets what GitHub says", async () => {
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

    it("lets a browser load nothing, and run just its own style and script", async () => {
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
            "form-action 'none'",
            "frame-ancestors 'none'",
        ]);
        assert.doesNotMatch(text, /\b(?:style|on\w+)="|https?:|src=/);
        assert.equal(reply.headers.get("x-content-type-options"), "nosniff");
        assert.equal(reply.headers.get("cache-control"), "no-store");
    });

    it("reloads where scripts do not run", async () => {
        assert.match(await (await page()).text(), /<noscript><meta http-equiv="refresh" content="2"><\/noscript>/);
    });
});
