import assert from "node:assert/strict";
import { accessOf } from "../../../../provider/github/access";
import { BackOff } from "../../../../provider/github/back-off";
import { createClient } from "../../../../provider/github/client";
import { createFetch } from "../../../../provider/github/connection";
import { ConnectionError } from "../../../../provider/github/connection-error";
import { createOctokit } from "../../../../provider/github/octokit";
import type { Credential } from "../../../../provider/settings/settings";
import { appKey } from "../../../support/app-key";
import { clientOver, clientWith, HUSH } from "../../../support/client-over";
import { handClock, instantClock } from "../../../support/clocks";
import { digestOf } from "../../../support/record-sets";
import type { Answer, Reply } from "../../../support/scripted-fetch";
import { settingsWith } from "../../../support/settings";
import { storageCall } from "../../../support/storage-records";

const nothing: Reply = { json: { total_count: 0 } };
const TOKEN: Credential = { kind: "token", token: HUSH, source: "GITHUB_TOKEN" };

const settings = settingsWith({ credential: TOKEN });

const GIVES_UP = "GitHub asks to wait 901 s, and a run waits at most 900 s: giving up";

/** The result of a call that gets these answers. */
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
        it(`is retried three times after ${what}, and then fails`, async () => {
            const { result, calls } = await outcome(answer);
            assert.equal(result.code, code);
            assert.equal(calls, 4);
        });

        it(`succeeds after ${what}, once that is over`, async () => {
            const { result, calls } = await outcome(answer, answer, nothing);
            assert.deepEqual(result.records, []);
            assert.equal(calls, 3);
        });
    }

    it("is reported with fetch's cause if fetch itself only says that it failed", async () => {
        const { result } = await outcome(new TypeError("fetch failed", { cause: new Error("ECONNRESET") }));
        assert.match(result.message, /even after retries: ECONNRESET\.\n {2}Check the network/);
    });
});

describe("a call that cannot succeed", () => {
    for (const status of [400, 401, 403, 404, 410, 422, 451]) {
        it(`is not retried after ${status}`, async () => {
            const { client, requests, said } = await clientOver(refusal(status, "No."));
            await assert.rejects(client.createArtifactStorageRecord(storageCall), { status });
            const writes = requests.filter(({ url }) => url.endsWith("/storage-record"));
            assert.deepEqual([writes.length, said], [1, []]);
        });
    }
});

describe("a rate limit", () => {
    const SECONDARY = "You have exceeded a secondary rate limit";

    for (const [what, answer, said] of [
        ["with a number of seconds", refusal(403, "No.", { "retry-after": "7" }), ["GitHub asks to wait 7 s"]],
        ["with a small number of seconds", refusal(403, "No.", { "retry-after": "3" }), []],
        ["without a number of seconds, which means a minute,", refusal(403, SECONDARY), ["GitHub asks to wait 60 s"]],
        ["with status 429", refusal(429, "No.", { "retry-after": "7" }), ["GitHub asks to wait 7 s"]],
        ["for the hour", refusal(403, "No.", { "x-ratelimit-remaining": "0", "x-ratelimit-reset": "1" }), []],
    ] as const) {
        it(`${what} is waited for, and announced if that takes long`, async () => {
            const { result, ...rest } = await outcome(answer, nothing);
            assert.deepEqual(result.records, []);
            assert.deepEqual(rest, { said, calls: 2 });
        });

        it(`${what} fails the call if it does not end`, async () => {
            const { result, calls } = await outcome(answer);
            assert.equal(result.code, "rate-limited");
            assert.equal(calls, 4);
        });
    }

    it("is not waited for if it lasts longer than a run may wait", async () => {
        const { result, calls, said } = await outcome(refusal(429, "No.", { "retry-after": "901" }));
        assert.deepEqual(said, [GIVES_UP]);
        assert.equal(result.code, "rate-limited");
        assert.match(
            result.message,
            /asks to wait 901 s\. A run waits at most 900 s \(github-artifacts:maxWait\)\.\n {2}Run it again after that time\./,
        );
        assert.equal(calls, 1);
    });
});

describe("a limit that lasts longer than a run may wait", () => {
    const limited = refusal(429, "No.", { "retry-after": "901" });

    it("is announced once for all calls of a process", async () => {
        const { client, said, requests } = await clientOver(limited);
        const call = () => client.createArtifactStorageRecord(storageCall);
        const ends = await Promise.allSettled([call(), call(), client.listStorageRecords("acme", digestOf(1))]);
        assert.ok(ends.every((end) => end.status === "rejected" && end.reason.code === "rate-limited"));
        assert.deepEqual([said, requests.length], [[GIVES_UP], 3]);
    });

    it("is announced once if an app meets it at sign-in", async () => {
        const app: Credential = { kind: "app", id: "1", installationId: "2", privateKey: appKey, source: "" };
        const { client, said } = await clientWith({ credential: app }, limited);
        await assert.rejects(client.createArtifactStorageRecord(storageCall), { code: "rate-limited" });
        assert.deepEqual(said, [GIVES_UP]);
    });

    it("is announced in seconds until the date on which it ends", async () => {
        const reset = String(Math.ceil(Date.now() / 1000) + 3000);
        const { said, calls } = await outcome(
            refusal(403, "No.", { "x-ratelimit-remaining": "0", "x-ratelimit-reset": reset }),
        );
        assert.match(said[0] as string, /^GitHub asks to wait (2999|300[0-2]) s, and/);
        assert.equal(calls, 1);
    });
});

describe("the longest wait of a run", () => {
    const outcomeWith = async (maxWait: number, seconds: number) => {
        const limited = refusal(429, "No.", { "retry-after": String(seconds) });
        const { client, requests, said } = await clientWith({ credential: TOKEN, maxWait }, limited, nothing);
        const result = await client.createArtifactStorageRecord(storageCall).catch((error) => error);
        return { result, calls: requests.length, said };
    };

    it("is the one in the settings", async () => {
        for (const seconds of [60, 3600]) {
            assert.deepEqual(await outcomeWith(seconds, seconds), {
                result: { records: [], total: 0 },
                calls: 2,
                said: [`GitHub asks to wait ${seconds} s`],
            });
        }
    });

    it("is reported with its setting if GitHub asks for more", async () => {
        const { result, calls, said } = await outcomeWith(60, 61);
        assert.match(result.message, /asks to wait 61 s\. A run waits at most 60 s \(github-artifacts:maxWait\)\./);
        assert.deepEqual([calls, said], [1, ["GitHub asks to wait 61 s, and a run waits at most 60 s: giving up"]]);
    });
});

describe("every request", () => {
    it("asks for the same version of the API", async () => {
        const { client, requests } = await clientOver(refusal(404, "No."));
        await client.listStorageRecords("acme", digestOf(1));
        await assert.rejects(client.createArtifactStorageRecord(storageCall));
        assert.ok(requests.length > 2);
        for (const { headers } of requests) assert.equal(headers["x-github-api-version"], "2026-03-10");
    });
});

describe("a failed call", () => {
    const cut = new TypeError("fetch failed", { cause: new Error("ECONNRESET") });
    const gone = new ConnectionError("gone", { advice: "Ask", final: false, mayBeApplied: false });

    for (const [what, answers, mayBeApplied] of [
        ["refused", [refusal(422, "No.")], false],
        ["limited", [refusal(429, "No.", { "retry-after": "901" })], false],
        ["without an answer", [cut], true],
        ["without a connection", [gone], false],
        ["without a connection after a try without an answer", [cut, gone], true],
        ["with a fault of GitHub", [refusal(500, "No.")], true],
        ["refused after a try without an answer", [cut, refusal(422, "No.")], true],
        ["refused after a fault", [refusal(502, "No."), refusal(422, "No.")], true],
        ["refused after a limit", [refusal(429, "No.", { "retry-after": "1" }), refusal(422, "No.")], false],
        ["with a reply that lacks the list", [{ json: {} }], true],
    ] as const) {
        it(`${mayBeApplied ? "may" : "cannot"} have been carried out: ${what}`, async () => {
            const { result } = await outcome(...answers);
            assert.equal(result.mayBeApplied, mayBeApplied);
        });
    }
});

describe("a call that would fail again in the same way", () => {
    it("is not retried, whatever its status is", async () => {
        const { result, calls } = await outcome(Object.assign(new Error("a redirect"), { final: true }));
        assert.equal(result.code, "unreachable");
        assert.equal(calls, 1);
    });
});

describe("the pace of a client", () => {
    /** A client with a clock that is advanced by hand, and the organizations of its calls. */
    async function startClient(statusOf: (count: number) => number = () => 200) {
        const sent: string[] = [];
        const answer: typeof fetch = async (url) => {
            sent.push(new URL(String(url)).pathname.split("/")[2] as string);
            const status = statusOf(sent.length);
            return Response.json(status === 200 ? { total_count: 0 } : {}, { status });
        };
        const { clock, pass, setBack } = handClock();
        const backOff = new BackOff(clock, () => {});
        const client = createClient(await createOctokit(settings, backOff, answer), accessOf(settings));
        const write = (times: number, org: string): void => {
            for (let time = 0; time < times; time += 1)
                void client.createArtifactStorageRecord({ ...storageCall, org });
        };
        const read = (times: number, org: string): void => {
            for (let time = 0; time < times; time += 1) void client.listStorageRecords(org, digestOf(time));
        };
        const counts = () => ({
            acme: sent.filter((org) => org.toLowerCase() === "acme").length,
            other: sent.filter((org) => org === "other").length,
        });
        return { write, read, pass, counts, backOff, setBack };
    }

    it("allows at most 8 calls at a time", async () => {
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
        const { rest } = await createOctokit(settings, new BackOff(instantClock(), () => {}), held);
        const read = (_: unknown, n: number) =>
            rest.orgs.listArtifactStorageRecords({ org: "acme", subject_digest: digestOf(n) });
        await Promise.all(Array.from({ length: 40 }, read));
        assert.equal(counts.length, 40);
        assert.equal(Math.max(...counts), 8);
    });

    it("allows 20 writes of each organization at once, and then 3 a second", async () => {
        const { write, pass, counts } = await startClient();
        write(30, "acme");
        write(22, "other");
        await pass(0);
        assert.deepEqual(counts(), { acme: 20, other: 20 });
        await pass(1);
        assert.deepEqual(counts(), { acme: 23, other: 22 });
        await pass(2);
        assert.deepEqual(counts(), { acme: 29, other: 22 });
    });

    it("allows 100 reads of each organization at once, and then 15 a second", async () => {
        const { read, pass, counts } = await startClient();
        read(150, "acme");
        read(101, "other");
        await pass(0);
        assert.deepEqual(counts(), { acme: 100, other: 100 });
        await pass(1);
        assert.deepEqual(counts(), { acme: 115, other: 101 });
    });

    it("counts a write as five reads in one budget", async () => {
        const { read, write, pass, counts } = await startClient();
        write(10, "acme");
        read(50, "acme");
        await pass(0);
        assert.equal(counts().acme, 60);
        read(15, "acme");
        write(3, "acme");
        await pass(1);
        assert.equal(counts().acme, 75);
        await pass(1);
        assert.equal(counts().acme, 78);
    });

    it("keeps its budget if the date is set back or forward", async () => {
        for (const seconds of [3600, -3600]) {
            const { write, pass, counts, setBack } = await startClient();
            write(20, "acme");
            await pass(0);
            setBack(seconds);
            write(6, "acme");
            await pass(0);
            assert.equal(counts().acme, 20);
            await pass(1);
            assert.equal(counts().acme, 23);
        }
    });

    it("has one budget for all spellings of an organization", async () => {
        const { write, pass, counts } = await startClient();
        write(20, "acme");
        write(20, "ACME");
        await pass(0);
        assert.deepEqual(counts(), { acme: 20, other: 0 });
    });

    it("counts retries, too", async () => {
        const { write, pass, counts } = await startClient((count) => (count === 20 ? 503 : 200));
        write(21, "acme");
        await pass(0);
        assert.equal(counts().acme, 20);
        await pass(1);
        assert.equal(counts().acme, 22);
        write(20, "acme");
        await pass(0);
        assert.equal(counts().acme, 22);
        await pass(1);
        assert.equal(counts().acme, 25);
    });

    it("allows no call of any organization while GitHub asks to wait, and a burst of at most 20 afterwards", async () => {
        const { write, pass, counts, backOff } = await startClient();
        write(30, "acme");
        await pass(0);
        backOff.hold({ seconds: 60, says: "" });
        write(10, "other");
        await pass(59);
        assert.deepEqual(counts(), { acme: 20, other: 0 });
        write(30, "acme");
        await pass(1);
        assert.deepEqual(counts(), { acme: 40, other: 10 });
        await pass(1);
        assert.equal(counts().acme, 43);
    });
});

describe("the connection to GitHub", () => {
    it("uses the base URL of the settings", async () => {
        const { client, requests } = await clientWith(
            { baseUrl: "https://api.acme.ghe.com", credential: TOKEN },
            nothing,
        );
        await client.createArtifactStorageRecord(storageCall);
        assert.equal(requests[0]?.url, "https://api.acme.ghe.com/orgs/acme/artifacts/metadata/storage-record");
    });

    it("needs a credential", async () => {
        await assert.rejects(createOctokit(settingsWith(), new BackOff(instantClock(), () => {}), createFetch({})), {
            code: "no-credential",
        });
    });

    it("uses the fetch of the process if there is no other", async () => {
        // Nothing listens on port 1, so the request does not leave this machine.
        const nowhere = settingsWith({ credential: TOKEN, baseUrl: "http://127.0.0.1:1" });
        const { rest } = await createOctokit(nowhere, new BackOff(instantClock(), () => {}), createFetch({}));
        const read = rest.orgs.listArtifactStorageRecords({ org: "acme", subject_digest: digestOf(1) });
        await assert.rejects(read, /ECONNREFUSED|bad port/);
    });
});
