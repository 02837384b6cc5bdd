import assert from "node:assert/strict";
import { BackOff } from "../../../../provider/github/back-off";
import { createPace } from "../../../../provider/github/pace";
import { instantClock } from "../../../support/clocks";

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
