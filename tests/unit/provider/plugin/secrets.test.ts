import assert from "node:assert/strict";
import { either, NOTHING, type Secrets, secretNames } from "../../../../provider/plugin/secrets";

const parts = (named: Record<string, Secrets>): Secrets => new Map(Object.entries(named));

describe("what is a secret on one side or on the other", () => {
    const a = parts({ a: "all" });
    const b = parts({ b: parts({ c: "all" }) });

    for (const [what, one, other, both] of [
        ["nothing where neither side has any", NOTHING, NOTHING, NOTHING],
        ["what one side has", a, NOTHING, a],
        ["everything where one side is", a, "all", "all"],
        ["the parts of both", a, b, parts({ a: "all", b: parts({ c: "all" }) })],
        ["all of a part of which the other side has a part", parts({ b: "all" }), b, parts({ b: "all" })],
        [
            "the parts of a part of both",
            parts({ b: parts({ d: "all" }) }),
            b,
            parts({ b: parts({ c: "all", d: "all" }) }),
        ],
    ] as const) {
        it(`is ${what}`, () => {
            assert.deepEqual(either(one, other), both);
            assert.deepEqual(either(other, one), both);
        });
    }
});

describe("the names of secrets", () => {
    it("are those of the properties that are or hold one", () => {
        assert.deepEqual(secretNames(parts({ a: "all", b: parts({ c: "all" }) })), ["a", "b"]);
        assert.deepEqual(secretNames(NOTHING), []);
    });

    it("are none where all is one value, without names", () => assert.deepEqual(secretNames("all"), []));
});
