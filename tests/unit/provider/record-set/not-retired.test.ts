import assert from "node:assert/strict";
import { type NotRetired, stays } from "../../../../provider/record-set/not-retired";

describe("a deployment that left the program and was not retired", () => {
    const rows: Readonly<Record<NotRetired, readonly [fail: boolean, warn: boolean]>> = {
        declared: [false, false],
        rewritten: [false, false],
        gone: [false, false],
        unseen: [true, false],
        "not-written": [true, true],
        outdated: [true, true],
    };
    for (const [why, expected] of Object.entries(rows)) {
        const [fail, warn] = expected.map((stayed) => (stayed ? "stays in" : "leaves"));
        it(`${fail} the state with "fail", and ${warn} it with "warn": ${why}`, () => {
            assert.deepEqual([stays(why as NotRetired, "fail"), stays(why as NotRetired, "warn")], expected);
        });
    }
});
