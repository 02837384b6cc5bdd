import assert from "node:assert/strict";
import { differencesIn } from "../../../../provider/resource/difference";

describe("how a field differs", () => {
    for (const [before, after, kind] of [
        [{}, { a: 1 }, "add"],
        [{ a: 1 }, {}, "delete"],
        [{ a: 1 }, { a: 2 }, "update"],
    ] as const) {
        it(`is ${kind}`, () => assert.deepEqual(differencesIn(before, after, ["a"]), [{ path: ["a"], kind }]));
    }

    it("is by own fields alone", () =>
        assert.deepEqual(differencesIn({}, { toString: 1 }, ["toString"]), [{ path: ["toString"], kind: "add" }]));

    it("is told of each name, below the place of both", () => {
        assert.deepEqual(differencesIn({ a: 1 }, { b: 2 }, ["a", "b"], ["in", "x"]), [
            { path: ["in", "x", "a"], kind: "delete" },
            { path: ["in", "x", "b"], kind: "add" },
        ]);
    });
});
