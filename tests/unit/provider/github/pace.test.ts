import assert from "node:assert/strict";
import { BackOff } from "../../../../provider/github/back-off";
import { Cancelled, machineClock } from "../../../../provider/github/clock";
import { FailedCall } from "../../../../provider/github/failure";
import { Budget, createPace } from "../../../../provider/github/pace";
import { handClock, instantClock } from "../../../support/clocks";
import { deferred } from "../../../support/deferred";
import { scriptedFetch } from "../../../support/scripted-fetch";

/** A request as its hooks see it, with the fetch function that it should use. */
interface Options {
    readonly method: string;
    readonly url: string;
    readonly org?: string;
    request?: { readonly fetch?: typeof fetch; readonly hook?: string; readonly tries?: number };
}

describe("an error that does not come from a request", () => {
    async function startPace() {
        const { default: limit } = await import("p-limit");
        const { fetch, requests } = scriptedFetch({ json: {} });
        return { pace: createPace(limit, new BackOff(instantClock(), assert.fail), fetch, 900), requests };
    }
    const options = (): Options => ({ method: "GET", url: "/", request: { hook: "kept" } });

    it("is a bug if the request was sent, and is passed on unchanged after one try", async () => {
        const { pace, requests } = await startPace();
        const broken = async ({ url, request = {} }: Options) => {
            assert.equal(request.hook, "kept");
            await request.fetch?.(url);
            throw new TypeError("a bug");
        };
        await assert.rejects(pace(broken, options()), { name: "TypeError", message: "a bug" });
        assert.equal(requests.length, 1);
    });

    it("is a credential that cannot sign in if the request was not sent, and is not retried", async () => {
        const { pace, requests } = await startPace();
        let tries = 0;
        const broken = async () => {
            tries += 1;
            throw new Error("Unsupported key usage");
        };
        await assert.rejects(pace(broken, options()), (error: FailedCall) => {
            assert.deepEqual(error.failure, { code: "bad-credential", mayBeApplied: false });
            assert.deepEqual([error.message, tries, requests], ["Unsupported key usage", 1, []]);
            return true;
        });
    });
});

describe("a call with only one try", () => {
    const GET = (): Options => ({ method: "GET", url: "/orgs/acme", org: "acme", request: { tries: 1 } });

    async function start() {
        const { default: limit } = await import("p-limit");
        const { clock, pass } = handClock();
        const backOff = new BackOff(clock, () => {});
        let sent = 0;
        const fault = async () => {
            sent += 1;
            const response = { headers: {}, data: {} };
            throw Object.assign(new Error("Oops"), { status: 503, request: { url: "/orgs/acme" }, response });
        };
        const pace = createPace(limit, backOff, scriptedFetch().fetch, 900);
        return { call: (options: Options) => pace(fault, options), backOff, pass, sent: () => sent };
    }

    it("fails at the first fault, and delays no other call", async () => {
        const { call, backOff, sent } = await start();
        await assert.rejects(call(GET()), { failure: { code: "unavailable", mayBeApplied: true }, message: "Oops" });
        assert.deepEqual([sent(), backOff.isOn()], [1, false]);
    });

    it("fails immediately while others wait, and is not sent", async () => {
        const { call, backOff, pass, sent } = await start();
        backOff.hold({ seconds: 60, says: "" });
        await assert.rejects(call(GET()), { failure: { code: "rate-limited", mayBeApplied: false } });
        assert.equal(sent(), 0);
        await pass(60);
        await assert.rejects(call(GET()), { failure: { code: "unavailable", mayBeApplied: true } });
        assert.equal(sent(), 1);
    });

    it("differs from other calls, which wait and are retried", async () => {
        const { call, backOff, pass, sent } = await start();
        backOff.hold({ seconds: 60, says: "" });
        const failed = assert.rejects(call({ ...GET(), request: { tries: 2 } }), { message: "Oops" });
        await pass(59);
        assert.equal(sent(), 0);
        await pass(60);
        await failed;
        assert.equal(sent(), 2);
    });
});

describe("a read about an organization", () => {
    it("uses that organization's budget, whether it reads the account or a repository", async () => {
        const { default: limit } = await import("p-limit");
        const { clock, pass } = handClock();
        const pace = createPace(limit, new BackOff(clock, assert.fail), scriptedFetch().fetch, 900);
        const sent: string[] = [];
        const ask = (name: string, options: object) =>
            pace(async () => void sent.push(name), { method: "GET", url: "/", ...options });
        const asked = () => sent.filter((name) => name !== "write");
        const spent = Array.from({ length: 20 }, () => ask("write", { method: "POST", org: "acme" }));
        const reads = [ask("account", { username: "ACME" }), ask("repository", { owner: "acme" })];
        const other = ask("other", { owner: "other" });
        await pass(0);
        assert.deepEqual(asked(), ["other"]);
        await pass(1);
        assert.deepEqual(asked(), ["other", "account", "repository"]);
        await Promise.all([...spent, ...reads, other]);
    });
});

describe("a sign-in", () => {
    it("uses no budget, and does not wait for one", async () => {
        const { default: limit } = await import("p-limit");
        const { clock, pass } = handClock();
        const pace = createPace(limit, new BackOff(clock, assert.fail), scriptedFetch().fetch, 900);
        let sent = 0;
        const send = async () => {
            sent += 1;
        };
        const post = (url: string) => Array.from({ length: 21 }, () => pace(send, { method: "POST", url }));
        const signIns = post("/app/installations/2/access_tokens");
        await pass(0);
        assert.equal(sent, 21);
        const others = post("/elsewhere");
        await pass(0);
        assert.equal(sent, 41);
        await pass(1);
        await Promise.all([...signIns, ...others]);
    });
});

describe("a call with a failed sign-in", () => {
    it("is not retried, and may be applied if an earlier try was unclear", async () => {
        const { default: limit } = await import("p-limit");
        const pace = createPace(limit, new BackOff(instantClock(), assert.fail), scriptedFetch().fetch, 900);
        const cut = Object.assign(new Error("read ECONNRESET"), { request: { url: "/" } });
        const signIn = new FailedCall({ code: "bad-credential", mayBeApplied: false }, new Error("No."));
        for (const [errors, mayBeApplied] of [
            [[signIn], false],
            [[cut, signIn], true],
        ] as const) {
            const left: Error[] = [...errors];
            const send = async () => {
                throw left.shift();
            };
            await assert.rejects(pace(send, { method: "GET", url: "/" }), (error: FailedCall) => {
                assert.deepEqual(error.failure, { code: "bad-credential", mayBeApplied });
                assert.deepEqual([error.error, left], [signIn.error, []]);
                return true;
            });
        }
    });
});

describe("a call after Pulumi was interrupted", () => {
    const GET: Options = { method: "GET", url: "/orgs/acme", org: "acme" };
    const POST: Options = { ...GET, method: "POST" };

    async function start() {
        const { default: limit } = await import("p-limit");
        const cancellation = new AbortController();
        const said = deferred<string>();
        const { signal } = cancellation;
        const backOff = new BackOff(machineClock(signal), said.resolve, signal);
        const pace = createPace(limit, backOff, scriptedFetch().fetch, 900);
        return { pace, cancel: () => cancellation.abort(), said: said.promise };
    }

    /** A failure as Octokit throws it. It asks to wait longer than any test takes. */
    const failed = (status: number) =>
        Object.assign(new Error("later"), {
            status,
            request: { url: "/orgs/acme" },
            response: { headers: { "retry-after": "600" } },
        });

    for (const options of [GET, POST]) {
        it(`is not sent if it waits in the queue: ${options.method}`, async () => {
            const { pace, cancel } = await start();
            const [all, answer] = [deferred(), deferred()];
            let sent = 0;
            const send = async () => {
                sent += 1;
                if (sent === 8) all.resolve();
                await answer.promise;
                return "answered";
            };
            const calls = Array.from({ length: 10 }, () => pace(send, options));
            await all.promise;
            cancel();
            answer.resolve();
            const ends = await Promise.allSettled(calls);
            assert.equal(sent, 8);
            assert.deepEqual(
                ends.map((end) => (end.status === "fulfilled" ? end.value : end.reason.error instanceof Cancelled)),
                [...Array(8).fill("answered"), true, true],
            );
        });
    }

    for (const [status, mayBeApplied] of [
        [429, false],
        [502, true],
    ] as const) {
        it(`is not retried after ${status}, and ${mayBeApplied ? "may be" : "is not"} applied`, async () => {
            const { pace, cancel, said } = await start();
            let sent = 0;
            const send = async () => {
                sent += 1;
                throw failed(status);
            };
            const call = pace(send, POST);
            const end = assert.rejects(call, (error: FailedCall) => {
                assert.ok(error instanceof FailedCall);
                assert.ok(error.error instanceof Cancelled);
                assert.deepEqual(error.failure, { code: "cancelled", mayBeApplied });
                return true;
            });
            assert.equal(await said, "GitHub asks to wait 600 s");
            cancel();
            await end;
            assert.equal(sent, 1);
        });
    }

    it("keeps its answer if it was already sent", async () => {
        const { pace, cancel } = await start();
        const [asked, answer] = [deferred(), deferred<string>()];
        const call = pace(() => {
            asked.resolve();
            return answer.promise;
        }, POST);
        await asked.promise;
        cancel();
        answer.resolve("recorded");
        assert.equal(await call, "recorded");
    });
});

const take = (budget: Budget, turns: number, now: number, points = 1): number[] =>
    Array.from({ length: turns }, () => budget.take(now, points));

describe("a budget of 3 a second with a burst of 4", () => {
    it("allows the burst at once, and then one call every third of a second", () => {
        assert.deepEqual(take(new Budget({ burst: 4, perSecond: 3 }), 8, 5000), [0, 0, 0, 0, 333, 667, 1000, 1333]);
    });

    it("fills with time, but never beyond the burst", () => {
        const budget = new Budget({ burst: 4, perSecond: 3 });
        take(budget, 4, 5000);
        assert.deepEqual(take(budget, 3, 5667), [0, 0, 333]);
        assert.deepEqual(take(budget, 5, 60_000), [0, 0, 0, 0, 333]);
    });

    it("gives out each turn once, even if others are already waiting", () => {
        const budget = new Budget({ burst: 1, perSecond: 1 });
        assert.deepEqual([budget.take(0, 1), budget.take(0, 1), budget.take(500, 1)], [0, 1000, 1500]);
    });
});

describe("a budget of 15 points a second with a burst of 100", () => {
    const start = () => new Budget({ burst: 100, perSecond: 15 });

    it("allows 20 calls of 5 points at once, and then one every third of a second", () => {
        assert.deepEqual(take(start(), 23, 0, 5), [...Array(20).fill(0), 333, 667, 1000]);
    });

    it("takes calls of 1 point and of 5 points from the same burst", () => {
        const budget = start();
        assert.deepEqual(take(budget, 96, 0, 1), Array(96).fill(0));
        assert.deepEqual([...take(budget, 1, 0, 5), ...take(budget, 2, 0, 1)], [67, 133, 200]);
    });
});
