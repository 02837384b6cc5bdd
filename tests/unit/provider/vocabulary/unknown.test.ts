import assert from "node:assert/strict";
import { isUnknown, UNKNOWN } from "../../../../provider/vocabulary/unknown";

describe("an unknown value", () => {
    it("is recognized by the text that Pulumi sends for it", () => {
        assert.equal(UNKNOWN, "04da6b54-80e4-46f7-96ec-b56ff0331ba9");
        assert.deepEqual([UNKNOWN, `${UNKNOWN} `, undefined, {}].map(isUnknown), [true, false, false, false]);
    });
});
