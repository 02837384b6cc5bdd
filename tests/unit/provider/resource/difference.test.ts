import assert from "node:assert/strict";
import { differencesIn } from "../../../../provider/resource/difference";

describe("the difference of a field", () => {
    for (const [before, after, kind] of [
        [{}, { a: 1 }, "add"],
        [{ a: 1 }, {}, "delete"],
        [{ a: 1 }, { a: 2 }, "update"],
    ] as const) {
        it(`is of kind ${kind}`, () => assert.deepEqual(differencesIn(before, after, ["a"]), [{ path: ["a"], kind }]));
    }

    it("considers only own fields", () =>
        assert.deepEqual(differencesIn({}, { toString: 1 }, ["toString"]), [{ path: ["toString"], kind: "add" }]));

    it("is listed for each name, below the given path", () => {
        assert.deepEqual(differencesIn({ a: 1 }, { b: 2 }, ["a", "b"], ["in", "x"]), [
            { path: ["in", "x", "a"], kind: "delete" },
            { path: ["in", "x", "b"], kind: "add" },
        ]);
    });
});
