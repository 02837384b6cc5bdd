import assert from "node:assert/strict";
import { type Fault, type FaultyRequest, type GitHubServer, startGitHub } from "../../tools/github";
import { failed, succeeded } from "../support/finished";
import { assertHidden } from "../support/leaks";
import { inlineProgram as program } from "../support/program";
import { digestOf, setProgram, storageProgram } from "../support/records";

/** A token that no other test uses. */
const TOKEN = "ghs_under-faults";
const html = { body: "<html>Unicorn!</html>", headers: { "content-type": "text/html" } };

/** Temporary faults: each occurs once, and then the call succeeds. */
const PASSING: readonly Fault[] = [
    { status: 500 },
    { status: 502, ...html },
    { status: 503 },
    { status: 504 },
    { status: 429, headers: { "retry-after": "1" } },
    { status: 403, headers: { "retry-after": "1" } },
    { status: 403, headers: { "x-ratelimit-remaining": "0", "x-ratelimit-reset": "1" } },
    { status: 403, body: { message: "You have exceeded a secondary rate limit." } },
    { cut: "before-reply" },
    { cut: "before-reply", applied: true },
    { cut: "in-body" },
    { cut: "in-body", applied: true },
    { status: 200, ...html },
    { status: 200, body: "" },
    { delayMs: 1500 },
];

/** Permanent faults: a retry would not help. */
const STAYING: readonly (readonly [Fault, RegExp])[] = [
    [{ status: 400 }, /GitHub answered 400 to POST .*: the request was rejected/],
    [{ status: 401 }, /GitHub answered 401 .*: the token from GITHUB_TOKEN is not valid/],
    [{ status: 403 }, /GitHub refused it: the token from GITHUB_TOKEN lacks "artifact-metadata: write"/],
    [{ status: 404 }, /GitHub refused it: most likely, the token from GITHUB_TOKEN lacks/],
    [{ status: 410 }, /GitHub answered 410 .*: the request was rejected/],
    [{ status: 422 }, /GitHub answered 422 .*: the request was rejected/],
    [
        { status: 429, headers: { "retry-after": "901" } },
        /GitHub answered 429 .* and GitHub asks to wait 901 s\. A run waits at most 900 s/,
    ],
    [
        { status: 503, headers: { "retry-after": "901" } },
        /GitHub answered 503 .* and GitHub asks to wait 901 s\. A run waits at most 900 s/,
    ],
];

/** One storage record for each item of the list, named after its index. */
const images = (list: readonly unknown[]): string =>
    list.map((_, index) => storageProgram(index.toString(16)).replace('"image"', `"image-${index}"`)).join("\n");

/** Gives the first request for each storage record the fault at the record's index in the list. */
function once(list: readonly Fault[]): (request: FaultyRequest) => Fault | undefined {
    const left = new Map(list.map((fault, index) => [digestOf(index.toString(16)), fault]));
    return ({ body }) => {
        const { digest } = (body ?? {}) as { digest?: string };
        const fault = digest === undefined ? undefined : left.get(digest);
        if (digest !== undefined) left.delete(digest);
        return fault;
    };
}

describe("Faults of GitHub and the network on the real engine:", () => {
    let github: GitHubServer;
    const started = async (source: string) =>
        (await program(github, source)).with({ GITHUB_TOKEN: TOKEN, GITHUB_BASE_URL: github.url });

    /** How many writes were sent, without the requests that ask why GitHub refused them. */
    const writes = () => github.takeRequests().filter(({ path }) => path.endsWith("/storage-record")).length;

    let faults: (request: FaultyRequest) => Fault | undefined;

    beforeEach(async () => {
        faults = () => undefined;
        github = await startGitHub({ tokens: { [TOKEN]: "write" }, faults: (request) => faults(request) });
    });
    afterEach(() => github.close());

    it("temporary ones are retried after the wait that GitHub asks for, and a long wait is printed", async () => {
        const project = await started(images(PASSING));
        faults = once(PASSING);
        const { output } = succeeded(await project.up());
        assert.match(output, /GitHub asks to wait 60 s/);
        const calls = github.takeRequests().length;
        const delayed = 1;
        assert.equal(calls, PASSING.length * 2 - delayed);
        assert.equal(github.storageRecords().filter(({ status }) => status === "active").length, PASSING.length);
        succeeded(await project.up("--expect-no-changes"));
        await assertHidden([TOKEN], output);
    });

    it("permanent ones fail at once, each with its cause, and the next up recovers from them", async () => {
        const project = await started(images(STAYING));
        faults = once(STAYING.map(([fault]) => fault));
        const { output } = failed(await project.up("--continue-on-error"));
        for (const [, message] of STAYING) assert.match(output, message);
        assert.equal(writes(), STAYING.length);
        await assertHidden([TOKEN], output);
        succeeded(await project.up());
        assert.equal(writes(), STAYING.length);
        succeeded(await project.up("--expect-no-changes"));
    });

    it("one that asks for a longer wait than the run allows fails at once, and the message names the setting", async () => {
        const project = await started(storageProgram("a"));
        succeeded(await project.run("config", "set", "github-artifacts:maxWait", "5s"));
        github.fail({ status: 429, headers: { "retry-after": "6" } });
        const { output } = failed(await project.up());
        assert.match(
            output,
            /asks to wait 6 s\. A run waits at most 5 s \(github-artifacts:maxWait\)\.\n\s+Run it again after that time\./,
        );
        assert.equal(writes(), 1);
        succeeded(await project.up());
    });

    it("one that does not end fails after four tries, and the run says what it waits for", async () => {
        const down = await started(setProgram({}, { cluster: "down" }) + storageProgram("a"));
        const gone = down.with({ GITHUB_BASE_URL: "http://127.0.0.1:9" });
        github.fail({ status: 503, times: Infinity });
        const first = failed(await down.up());
        assert.match(first.output, /GitHub answered 503: retrying in 4 s/);
        assert.match(first.output, /GitHub answered 503: retrying in 9 s/);
        assert.match(first.output, /GitHub answered 503 to POST .*: the server had an error, even after retries/);
        assert.equal(github.takeRequests().length, 4);
        const second = failed(await gone.up());
        assert.match(second.output, /GitHub cannot be reached: retrying in 9 s/);
        assert.match(second.output, /POST .* did not reach GitHub, .*even after retries: .*(ECONNREFUSED|bad port)/);
        await assertHidden([TOKEN], first.output + second.output);
    });
});
