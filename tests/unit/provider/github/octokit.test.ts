import assert from "node:assert/strict";
import { createOctokit } from "../../../../provider/github/octokit";
import type { Credential } from "../../../../provider/settings";
import { clientOver, clientWith, HUSH } from "../../../support/client-over";
import { digestOf } from "../../../support/record-sets";
import type { Answer, Reply } from "../../../support/scripted-fetch";
import { storageCall } from "../../../support/storage-records";

const nothing: Reply = { json: { total_count: 0 } };
const TOKEN: Credential = { kind: "token", token: HUSH, source: "GITHUB_TOKEN" };

/** What a failing call made of these answers. */
async function outcome(...answers: readonly Answer[]) {
    const { client, requests, said } = await clientOver(...answers);
    const result = await client.createArtifactStorageRecord(storageCall).catch((error) => error);
    return { result, said, calls: requests.length };
}

const refusal = (status: number, message: string, headers: Record<string, string> = {}): Reply => ({
    status,
    json: { message },
    headers,
});

describe("a call that may succeed later", () => {
    for (const [what, answer, code] of [
        ["a fault of GitHub", refusal(500, "Oops"), "unavailable"],
        ["a page of a proxy", { status: 502, html: "<html>Bad gateway</html>" }, "unavailable"],
        ["a network that is down", new TypeError("fetch failed", { cause: new Error("ECONNRESET") }), "unreachable"],
        ["a reply that does not come in time", new DOMException("It timed out", "TimeoutError"), "unreachable"],
    ] as const) {
        it(`is tried three times again after ${what}, and then fails`, async () => {
            const { result, calls } = await outcome(answer);
            assert.equal(result.code, code);
            assert.equal(calls, 4);
        });

        it(`succeeds after ${what}, once that has passed`, async () => {
            const { result, calls } = await outcome(answer, answer, nothing);
            assert.deepEqual(result, []);
            assert.equal(calls, 3);
        });
    }

    it("is told by the cause that fetch gives, where fetch says only that it failed", async () => {
        const { result } = await outcome(new TypeError("fetch failed", { cause: new Error("ECONNRESET") }));
        assert.match(result.message, /also after trying again: ECONNRESET\. Check the network/);
    });
});

describe("a call that cannot succeed", () => {
    for (const status of [400, 401, 403, 404, 422]) {
        it(`is not tried again after ${status}`, async () => {
            const { result, calls, said } = await outcome(refusal(status, "No."));
            assert.equal(result.status, status);
            assert.deepEqual([calls, said], [1, []]);
        });
    }
});

describe("a limit on the rate of calls", () => {
    const SECONDARY = "You have exceeded a secondary rate limit";
    const waits = (seconds: number) => `GitHub asks to wait ${seconds} s before the next call`;

    for (const [what, answer, seconds] of [
        ["with the seconds to wait", refusal(403, SECONDARY, { "retry-after": "7" }), 7],
        ["without them, when it is a minute", refusal(403, SECONDARY), 60],
        ["by 429", refusal(429, SECONDARY, { "retry-after": "7" }), 7],
        ["for the hour", refusal(403, "API rate limit exceeded", { "x-ratelimit-remaining": "0" }), 0],
    ] as const) {
        it(`${what} is waited out and announced`, async () => {
            const { result, calls, said } = await outcome(answer, nothing);
            assert.deepEqual(result, []);
            assert.deepEqual([calls, said], [2, [waits(seconds)]]);
        });

        it(`${what} fails the call when it does not end`, async () => {
            const quick = { ...answer, headers: { ...answer.headers, "retry-after": "1" } };
            const { result, calls, said } = await outcome(quick);
            assert.equal(result.code, "rate-limited");
            assert.deepEqual([calls, said.length], [4, 3]);
        });
    }
});

describe("the budget of a client", () => {
    it("lets 8 calls go at once, and no more", async () => {
        let running = 0;
        let open = (): void => {};
        const gate = new Promise<void>((resolve) => {
            open = resolve;
        });
        const counts: number[] = [];
        const held: typeof fetch = async () => {
            running += 1;
            counts.push(running);
            if (running === 8) setImmediate(() => setImmediate(open));
            await gate;
            running -= 1;
            return Response.json({ total_count: 0 });
        };
        const settings = { baseUrl: "https://api.github.com", credential: TOKEN, problems: [] };
        const { rest } = await createOctokit(settings, { fetch: held, say: () => {}, second: 1 });
        const read = (_: unknown, n: number) =>
            rest.orgs.listArtifactStorageRecords({ org: "acme", subject_digest: digestOf(n) });
        await Promise.all(Array.from({ length: 40 }, read));
        assert.equal(counts.length, 40);
        assert.equal(Math.max(...counts), 8);
    });

    it("lets writes through beyond the first 20", async () => {
        const { client, requests } = await clientOver(nothing);
        await Promise.all(Array.from({ length: 23 }, () => client.createArtifactStorageRecord(storageCall)));
        assert.equal(requests.length, 23);
    });
});

describe("the way to GitHub", () => {
    it("is the base URL of the settings", async () => {
        const { client, requests } = await clientWith(
            { baseUrl: "https://api.acme.ghe.com", credential: TOKEN },
            nothing,
        );
        await client.createArtifactStorageRecord(storageCall);
        assert.equal(requests[0]?.url, "https://api.acme.ghe.com/orgs/acme/artifacts/metadata/storage-record");
    });

    it("needs a credential", async () => {
        const settings = { baseUrl: "https://api.github.com", problems: [] };
        await assert.rejects(createOctokit(settings, { say: () => {} }), { code: "no-credential" });
    });

    it("is the fetch of the process where none is handed in", async () => {
        // Nothing listens on port 1, so that the request gets no further than this machine.
        const settings = { baseUrl: "http://127.0.0.1:1", credential: TOKEN, problems: [] };
        const { rest } = await createOctokit(settings, { say: () => {} });
        const read = rest.orgs.listArtifactStorageRecords({
            org: "acme",
            subject_digest: digestOf(1),
            request: { retries: 0 },
        });
        await assert.rejects(read, /ECONNREFUSED|bad port/);
    });
});
