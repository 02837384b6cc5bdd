import assert from "node:assert/strict";
import { Cancelled, machineClock } from "../../../../provider/github/clock";

describe("the machine's clock", () => {
    it("tells the time and sleeps", async () => {
        assert.equal(machineClock().now, Date.now);
        assert.equal(await machineClock().sleep(0), undefined);
    });

    it("measures elapsed time independently of the date", () => {
        const before = performance.now();
        const elapsed = machineClock().elapsed();
        assert.ok(before <= elapsed && elapsed <= performance.now());
    });

    it("ends sleep at the signal, and refuses to sleep after it", async () => {
        const cancellation = new AbortController();
        const clock = machineClock(cancellation.signal);
        assert.equal(await clock.sleep(0), undefined);
        const asleep = clock.sleep(1_000_000);
        cancellation.abort();
        await assert.rejects(asleep, Cancelled);
        await assert.rejects(clock.sleep(0), Cancelled);
    });
});
