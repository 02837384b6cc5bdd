import assert from "node:assert/strict";
import { machineClock } from "../../../../provider/github/clock";

describe("the machine's clock", () => {
    it("tells the time and lets it pass", async () => {
        assert.equal(machineClock().now, Date.now);
        assert.equal(await machineClock().sleep(0), undefined);
    });
});
