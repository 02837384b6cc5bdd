import assert from "node:assert/strict";
import { CLOCK } from "../../../../provider/github/clock";

describe("the machine's clock", () => {
    it("tells the time and lets it pass", async () => {
        assert.equal(CLOCK.now, Date.now);
        assert.equal(await CLOCK.sleep(0), undefined);
    });
});
