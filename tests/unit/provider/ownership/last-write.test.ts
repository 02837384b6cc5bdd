import assert from "node:assert/strict";
import { isLater, unconfirmed, verdictOf } from "../../../../provider/ownership/last-write";

const KNOWN = "2026-01-02T00:00:00Z";

describe("a write on GitHub", () => {
    for (const [what, known, found, later] of [
        ["is the known write at the same instant", KNOWN, KNOWN, false],
        ["is the known write if it is less than a second later", KNOWN, "2026-01-02T00:00:00.999Z", false],
        ["is the known write if only one time has milliseconds", "2026-01-02T00:00:00.123Z", KNOWN, false],
        ["is the known write at the same instant in another time zone", KNOWN, "2026-01-02T01:00:00+01:00", false],
        ["is a later write from one second on", KNOWN, "2026-01-02T00:00:01Z", true],
        [
            "is a later write even if its text sorts before the known time",
            "2026-01-02T00:00:00Z",
            "2026-01-01T23:00:01-01:00",
            true,
        ],
        ["is a later write across precisions", "2026-01-02T00:00:00.123Z", "2026-01-02T00:00:02Z", true],
        ["is not a later write if its time is earlier", KNOWN, "2026-01-01T00:00:00Z", false],
        ["is not a later write if the known write has no time", undefined, KNOWN, false],
        ["is not a later write if it has no time", KNOWN, undefined, false],
    ] as const) {
        it(what, () => assert.equal(isLater(known, found), later));
    }
});

describe("a record that is about to be retired", () => {
    const later = { updated_at: "2026-01-03T00:00:00Z" };

    for (const [what, writtenAt, found, mayRead, verdict] of [
        ["is ours if nobody wrote it in the meantime", KNOWN, { updated_at: KNOWN }, true, "ours"],
        ["is ours if GitHub returns no time", KNOWN, {}, true, "ours"],
        ["is ours if the state has no time", undefined, later, true, "ours"],
        ["is ours even if the run does not know that it can read", KNOWN, { updated_at: KNOWN }, false, "ours"],
        ["is rewritten if somebody else wrote it in the meantime", KNOWN, later, true, "rewritten"],
        ["is rewritten even if the run does not know that it can read", KNOWN, later, false, "rewritten"],
        ["is gone if GitHub does not return it and the run can read", KNOWN, undefined, true, "gone"],
        [
            "is unseen if GitHub does not return it and the run may not be able to read",
            KNOWN,
            undefined,
            false,
            "unseen",
        ],
    ] as const) {
        it(what, () => assert.equal(verdictOf(writtenAt, found, mayRead), verdict));
    }
});

describe("the reason why something has no record", () => {
    it("is stored with the time of the last write if that is known", () => {
        assert.deepEqual(unconfirmed("unclear", KNOWN), { reason: "unclear", writtenAt: KNOWN });
        assert.deepEqual(unconfirmed("moved", undefined), { reason: "moved" });
    });
});
