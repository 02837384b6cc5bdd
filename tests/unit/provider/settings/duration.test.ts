import assert from "node:assert/strict";
import { parseDuration } from "../../../../provider/settings/duration";

describe("a duration", () => {
    for (const [text, seconds] of [
        ["0s", 0],
        ["90s", 90],
        ["15m", 900],
        ["1h", 3600],
        ["1h30m", 5400],
        ["1h1m1s", 3661],
        ["24h", 86_400],
        ["86400s", 86_400],
    ] as const) {
        it(`can be ${text}, which is ${seconds} seconds`, () => assert.equal(parseDuration(text), seconds));
    }

    for (const text of [
        "",
        "15",
        "15 m",
        "15min",
        "m",
        "-1s",
        "1.5h",
        "1s1m",
        "24h1s",
        "15m\n",
        "1d",
        "900000000000h",
    ]) {
        it(`cannot be ${JSON.stringify(text)}`, () => assert.equal(parseDuration(text), undefined));
    }
});
