import assert from "node:assert/strict";
import { either, NOTHING, type Secrets } from "../../../../provider/plugin/secrets";

const parts = (named: Record<string, "all" | Secrets>): Secrets => new Map(Object.entries(named));

describe("what is a secret on one side or on the other", () => {
    const a = parts({ a: "all" });
    const b = parts({ b: parts({ c: "all" }) });

    for (const [what, one, other, both] of [
        ["nothing where neither side has any", NOTHING, NOTHING, NOTHING],
        ["what one side has", a, NOTHING, a],
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
