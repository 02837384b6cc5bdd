import assert from "node:assert/strict";
import { kindOf } from "../../../provider/difference";

describe("how a field differs", () => {
    for (const [before, after, kind] of [
        [{}, { a: 1 }, "add"],
        [{ a: 1 }, {}, "delete"],
        [{ a: 1 }, { a: 2 }, "update"],
    ] as const) {
        it(`is ${kind}`, () => assert.equal(kindOf(before, after, "a"), kind));
    }

    it("is by own fields alone", () => assert.equal(kindOf({}, { toString: 1 }, "toString"), "add"));
});
