import assert from "node:assert/strict";
import { either, NOTHING, type Secrets } from "../../../../provider/plugin/secrets";

const parts = (named: Record<string, "all" | Secrets>): Secrets => new Map(Object.entries(named));

describe("the secrets of two sides together", () => {
    const a = parts({ a: "all" });
    const b = parts({ b: parts({ c: "all" }) });

    for (const [what, one, other, both] of [
        ["nothing if neither side has any", NOTHING, NOTHING, NOTHING],
        ["the secrets of one side", a, NOTHING, a],
        ["the parts of both", a, b, parts({ a: "all", b: parts({ c: "all" }) })],
        ["a whole value if the other side has only a part of it", parts({ b: "all" }), b, parts({ b: "all" })],
        [
            "all secret parts of one value",
            parts({ b: parts({ d: "all" }) }),
            b,
            parts({ b: parts({ c: "all", d: "all" }) }),
        ],
    ] as const) {
        it(`are ${what}`, () => {
            assert.deepEqual(either(one, other), both);
            assert.deepEqual(either(other, one), both);
        });
    }
});
