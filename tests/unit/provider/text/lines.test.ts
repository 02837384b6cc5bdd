import assert from "node:assert/strict";
import { inLines } from "../../../../provider/text/lines";

describe("a message of several lines", () => {
    it("has what follows its first line indented", () => {
        assert.equal(inLines(["what", "why", "what to do"]), "what\n  why\n  what to do");
    });

    it("may be of one line", () => assert.equal(inLines(["what"]), "what"));
});
