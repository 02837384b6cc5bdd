import assert from "node:assert/strict";
import { Cancelled, machineClock } from "../../../../provider/github/clock";

describe("the machine's clock", () => {
    it("tells the time and lets it pass", async () => {
        assert.equal(machineClock().now, Date.now);
        assert.equal(await machineClock().sleep(0), undefined);
    });

    it("measures time apart from the date", () => {
        const before = performance.now();
        const elapsed = machineClock().elapsed();
        assert.ok(before <= elapsed && elapsed <= performance.now());
    });

    it("lets time pass until the signal is given, and nobody sleep after that", async () => {
        const cancellation = new AbortController();
        const clock = machineClock(cancellation.signal);
        assert.equal(await clock.sleep(0), undefined);
        const asleep = clock.sleep(1_000_000);
        cancellation.abort();
        await assert.rejects(asleep, Cancelled);
        await assert.rejects(clock.sleep(0), Cancelled);
    });
});
