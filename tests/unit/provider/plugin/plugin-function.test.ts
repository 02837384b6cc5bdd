import assert from "node:assert/strict";
import { orRefusal } from "../../../../provider/plugin/plugin-function";
import { Refused } from "../../../../provider/text/refused";

describe("the answer of a function", () => {
    it("is its result, or the whole message of a refusal", async () => {
        assert.deepEqual(await orRefusal(async () => ({ a: 1 })), { problems: [], result: { a: 1 } });
        const refused = async () => {
            throw new Refused("pin it");
        };
        assert.deepEqual(await orRefusal(refused), { problems: ["pin it"] });
    });

    it("does not exist if something else failed", async () => {
        const failed = new TypeError("not a function");
        await assert.rejects(
            orRefusal(() => Promise.reject(failed)),
            (error) => error === failed,
        );
    });
});
