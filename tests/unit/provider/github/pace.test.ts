import assert from "node:assert/strict";
import { BackOff } from "../../../../provider/github/back-off";
import { Cancelled } from "../../../../provider/github/cancelled";
import { machineClock } from "../../../../provider/github/clock";
import { createPace } from "../../../../provider/github/pace";
import { instantClock } from "../../../support/clocks";
import { deferred } from "../../../support/deferred";

describe("an error that is none of a request's", () => {
    it("is handed on as it is, after one try", async () => {
        const { default: limit } = await import("p-limit");
        const pace = createPace(limit, new BackOff(instantClock(), assert.fail));
        let tries = 0;
        const broken = () => {
            tries += 1;
            throw new TypeError("a bug");
        };
        await assert.rejects(pace(broken, { method: "GET", url: "/" }), { name: "TypeError", message: "a bug" });
        assert.equal(tries, 1);
    });
});

describe("a call once Pulumi is interrupted", () => {
    const GET = { method: "GET", url: "/orgs/acme", org: "acme" };
    const POST = { ...GET, method: "POST" };

    async function start() {
        const { default: limit } = await import("p-limit");
        const cancellation = new AbortController();
        const said = deferred<string>();
        const { signal } = cancellation;
        const pace = createPace(limit, new BackOff(machineClock(signal), said.resolve, signal));
        return { pace, cancel: () => cancellation.abort(), said: said.promise };
    }

    /** A failure as Octokit throws it, which asks to wait longer than any test does. */
    const failed = (status: number) =>
        Object.assign(new Error("later"), {
            status,
            request: { url: "/orgs/acme" },
            response: { headers: { "retry-after": "600" } },
        });

    for (const options of [GET, POST]) {
        it(`is not sent where it queues behind others: ${options.method}`, async () => {
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
                ends.map((end) => (end.status === "fulfilled" ? end.value : end.reason instanceof Cancelled)),
                [...Array(8).fill("answered"), true, true],
            );
        });
    }

    for (const [status, mayBeApplied] of [
        [429, false],
        [502, true],
    ] as const) {
        it(`is not tried again after ${status}, and ${mayBeApplied ? "may be" : "is not"} applied`, async () => {
            const { pace, cancel, said } = await start();
            let sent = 0;
            const send = async () => {
                sent += 1;
                throw failed(status);
            };
            const call = pace(send, POST);
            const end = assert.rejects(call, (error: Cancelled & { unanswered?: boolean }) => {
                assert.ok(error instanceof Cancelled);
                assert.equal(error.unanswered, mayBeApplied);
                return true;
            });
            assert.equal(await said, "GitHub asks to wait 600 s");
            cancel();
            await end;
            assert.equal(sent, 1);
        });
    }

    it("keeps its answer where it was sent before", async () => {
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
