import assert from "node:assert/strict";
import type { GitHubError } from "../../../../provider/github/errors";
import { Standings } from "../../../../provider/ownership/run";
import { createProcessContext, type Outside } from "../../../../provider/process/process-context";
import { appKey } from "../../../support/app-key";
import { instantClock } from "../../../support/clocks";
import { stackWith } from "../../../support/places";
import { digestOf } from "../../../support/record-sets";
import { type Answer, scriptedFetch } from "../../../support/scripted-fetch";

type Values = Readonly<Record<string, string>>;

/** A process with this environment. `answers` are GitHub's replies. */
function startProcess(environment: Values, ...answers: readonly Answer[]) {
    return startProcessWith({ askGh: async () => undefined }, environment, ...answers);
}

/** A process with other connections to the outside. */
function startProcessWith(outside: Partial<Outside>, environment: Values, ...answers: readonly Answer[]) {
    const { fetch, requests } = scriptedFetch(...answers);
    const said: string[] = [];
    const warned: string[] = [];
    const context = createProcessContext(environment, {
        fetch,
        say: (line) => said.push(line),
        warn: (line) => warned.push(line),
        clock: instantClock(),
        ...outside,
    });
    const configure = (values: Values) => context.configure(stackWith(values));
    return { context, configure, requests, said, warned };
}

const nothing: Answer = { json: { total_count: 0 } };

describe("a process", () => {
    it("has the settings of its environment until it is configured, and then those of both", () => {
        const { context, configure } = startProcess({ GITHUB_OWNER: "e", GITHUB_TOKEN: "hush" });
        assert.equal(context.settings().owner, "e");
        configure({ "github-artifacts:owner": "c", owner: "not this one" });
        assert.equal(context.settings().owner, "c");
        assert.equal(context.settings().credential?.source, "GITHUB_TOKEN");
    });

    it("makes one client for each way to reach GitHub, even for simultaneous calls", async () => {
        const { context, configure } = startProcess({ GITHUB_TOKEN: "one" });
        const [first, second] = await Promise.all([context.client(), context.client()]);
        assert.equal(first, second);
        configure({ "github:owner": "another owner is the same way" });
        assert.equal(await context.client(), first);
        configure({ "github:token": "two" });
        assert.notEqual(await context.client(), first);
        configure({ "github:baseUrl": "https://acme.ghe.com" });
        assert.notEqual(await context.client(), first);
        configure({});
        assert.equal(await context.client(), first);
    });

    it("calls GitHub as its settings say", async () => {
        const { context, configure, requests } = startProcess({ GITHUB_TOKEN: "e" }, nothing);
        configure({ "github-artifacts:token": "c", "github:baseUrl": "https://acme.ghe.com/" });
        await (await context.client()).listStorageRecords("acme", digestOf(1));
        assert.ok(requests[0]?.url.startsWith("https://api.acme.ghe.com/orgs/acme/artifacts/"));
        assert.equal(requests[0]?.headers.authorization, "token c");
    });

    it("calls GitHub through the connection of its environment", async () => {
        const elsewhere: Answer = { status: 302, json: {}, headers: { location: "https://elsewhere.test" } };
        const { context, requests } = startProcess({ GITHUB_TOKEN: "hush" }, elsewhere);
        const work = (await context.client()).listStorageRecords("acme", digestOf(1));
        await assert.rejects(work, {
            message: /with a redirect to https:\/\/elsewhere\.test\/, which is another origin/,
        });
        assert.ok(requests.every(({ url }) => url.startsWith("https://api.github.com/")));
        const proxied = startProcess({ GITHUB_TOKEN: "hush", HTTPS_PROXY: "http://127.0.0.1:1" }, nothing);
        const through = (await proxied.context.client()).listStorageRecords("acme", digestOf(1));
        await assert.rejects(through, { message: /the proxy http:\/\/127\.0\.0\.1:1 could not be reached/ });
        assert.deepEqual(proxied.requests, []);
    });

    it("names the source of the credential in errors", async () => {
        const { context, configure } = startProcess({}, { status: 401, json: { message: "Bad credentials" } });
        configure({ "github:token": "hush" });
        const work = (await context.client()).listStorageRecords("acme", digestOf(1));
        await assert.rejects(work, { message: /the token from the stack configuration github:token is not valid/ });
    });

    it("needs a credential only for a call", async () => {
        const { context, configure } = startProcess({});
        configure({});
        assert.deepEqual(context.settings().problems, []);
        await assert.rejects(context.client(), { code: "no-credential" });
    });

    for (const [baseUrl, host] of [
        ["https://api.github.com", "github.com"],
        ["https://acme.ghe.com/api/v3", "acme.ghe.com"],
    ] as const) {
        it(`calls with the token of \`gh auth token\` for ${host} if there is no other, and asks for it once`, async () => {
            const asked: string[] = [];
            const askGh = async (of: string): Promise<string> => {
                asked.push(of);
                return "gho_hush";
            };
            const refused = { status: 401, json: { message: "Bad credentials" } };
            const { context, requests } = startProcessWith({ askGh }, { GITHUB_BASE_URL: baseUrl }, nothing, refused);
            assert.deepEqual([asked, context.settings().problems], [[], []]);
            await (await context.client()).listStorageRecords("acme", digestOf(1));
            assert.equal(requests[0]?.headers.authorization, "token gho_hush");
            const work = (await context.client()).listStorageRecords("acme", digestOf(1));
            await assert.rejects(work, { message: /the token from `gh auth token` is not valid/ });
            assert.deepEqual(asked, [host]);
        });
    }

    it("has no credential if none is set and the machine has no `gh` in its PATH", async () => {
        const path = process.env.PATH;
        process.env.PATH = "";
        try {
            const { context } = startProcessWith({}, {});
            await assert.rejects(context.client(), { code: "no-credential" });
        } finally {
            process.env.PATH = path;
        }
    });

    it("does not ask `gh` for a token if a credential is set, even if that cannot be used", async () => {
        const outside = { askGh: () => assert.fail("asked") };
        await startProcessWith(outside, { GITHUB_TOKEN: "hush" }).context.client();
        const unusable = startProcessWith(outside, { GITHUB_TOKEN: "hush hush" });
        await assert.rejects(unusable.context.client(), { code: "bad-settings" });
    });

    it("reads an app's key file with the given function", () => {
        const environment = { GITHUB_APP_ID: "1", GITHUB_APP_INSTALLATION_ID: "2", GITHUB_APP_PEM_FILE: "~/app.pem" };
        const { context, configure } = startProcessWith({ readText: () => appKey }, environment);
        assert.deepEqual(context.settings().problems, []);
        configure({ "github:appAuth": '{"id":"3"}' });
        const { credential } = context.settings();
        assert.deepEqual(credential?.kind === "app" && [credential.id, credential.privateKey], ["3", appKey]);
    });

    it("makes no client with invalid settings, and names all problems", async () => {
        const { context, configure } = startProcess({ GITHUB_TOKEN: "hush hush" });
        configure({ "github:baseUrl": "http://api.github.com" });
        await assert.rejects(context.client(), (error: GitHubError) => {
            assert.deepEqual([error.code, error.mayBeApplied], ["bad-settings", false]);
            assert.match(error.message, /^the stack configuration github:baseUrl is .*\nGITHUB_TOKEN contains a space/);
            return true;
        });
    });

    it("makes no client with an incomplete app, and does not ask `gh` instead", async () => {
        const { context } = startProcess({ GITHUB_APP_ID: "1", GITHUB_APP_PEM_FILE: appKey });
        await assert.rejects(context.client(), { code: "no-credential", message: /^GITHUB_APP_ID .* is missing/ });
    });

    it("writes lines, warnings and announced waits to its output", async () => {
        const limited = { status: 403, json: { message: "secondary rate limit" }, headers: { "retry-after": "42" } };
        const { context, said, warned } = startProcess({ GITHUB_TOKEN: "hush" }, limited, nothing);
        context.say("a line");
        context.warn("a warning");
        context.say("two\nforged\r\u001b[31mlines");
        await (await context.client()).listStorageRecords("acme", digestOf(1));
        assert.deepEqual(said, ["a line", "two\nforged\\u000d\\u001b[31mlines", "GitHub asks to wait 42 s"]);
        assert.deepEqual(warned, ["a warning"]);
    });

    it("makes no further call after its signal, with the machine's clock and with another one", async () => {
        for (const parts of [{}, { clock: instantClock() }]) {
            const cancellation = new AbortController();
            const { fetch, requests } = scriptedFetch(nothing);
            const outside = { fetch, say: assert.fail, warn: assert.fail, signal: cancellation.signal, ...parts };
            const context = createProcessContext({ GITHUB_TOKEN: "hush" }, outside);
            const client = await context.client();
            await client.listStorageRecords("acme", digestOf(1));
            cancellation.abort();
            await assert.rejects(client.listStorageRecords("acme", digestOf(1)), { code: "cancelled" });
            assert.equal(requests.length, 1);
        }
    });

    it("remembers for all of its resources, but for no other process, who owns a record", () => {
        const process = startProcess({});
        process.context.run.wrote("a");
        assert.equal(releaseFrom(process), "forget");
        assert.equal(releaseFrom(startProcess({})), "retire");
    });

    it("shares what it has seen with the processes that it is told of, for each API, and not what its credential may read", () => {
        const seen = new Map<string, Standings>([GITHUB, GHE].map((url) => [url, new Standings()]));
        const standingsAt = (baseUrl: string) => seen.get(baseUrl) ?? assert.fail(baseUrl);
        const [one, two] = [1, 2].map(() => startProcessWith({ standingsAt }, {}));
        assert.ok(one && two);
        one.context.run.wrote("a");
        one.context.run.read("acme");
        assert.equal(releaseFrom(two), "forget");
        assert.equal(two.context.run.mayRead("acme"), false);
        two.configure({ "github-artifacts:baseUrl": GHE });
        assert.equal(releaseFrom(two), "retire");
        assert.equal(releaseFrom(one), "forget");
    });
});

const [GITHUB, GHE] = ["https://api.github.com", "https://api.acme.ghe.com"] as const;

/** What becomes of a record that leaves its resource. */
const releaseFrom = ({ context }: ReturnType<typeof startProcess>) =>
    context.run.release("a", { writtenAt: undefined }, "delete");
