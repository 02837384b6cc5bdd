import assert from "node:assert/strict";
import { isLater, unconfirmed, verdictOf } from "../../../../provider/ownership/last-write";

const KNOWN = "2026-01-02T00:00:00Z";

describe("a write that is found", () => {
    for (const [what, known, found, later] of [
        ["is the known one at the same instant", KNOWN, KNOWN, false],
        ["is the known one less than a second later", KNOWN, "2026-01-02T00:00:00.999Z", false],
        ["is the known one where only one side tells milliseconds", "2026-01-02T00:00:00.123Z", KNOWN, false],
        ["is the known one at the same instant of another zone", KNOWN, "2026-01-02T01:00:00+01:00", false],
        ["is a later one from a second on", KNOWN, "2026-01-02T00:00:01Z", true],
        ["is a later one, also where its text sorts before", "2026-01-02T00:00:00Z", "2026-01-01T23:00:01-01:00", true],
        ["is a later one across precisions", "2026-01-02T00:00:00.123Z", "2026-01-02T00:00:02Z", true],
        ["is no later one where it was made before", KNOWN, "2026-01-01T00:00:00Z", false],
        ["tells nothing where the known one has no time", undefined, KNOWN, false],
        ["tells nothing where it has no time", KNOWN, undefined, false],
    ] as const) {
        it(what, () => assert.equal(isLater(known, found), later));
    }
});

describe("a record that is about to be retired", () => {
    const later = { updated_at: "2026-01-03T00:00:00Z" };

    for (const [what, writtenAt, found, mayRead, verdict] of [
        ["is ours where nobody has written it since", KNOWN, { updated_at: KNOWN }, true, "ours"],
        ["is ours where GitHub tells no time", KNOWN, {}, true, "ours"],
        ["is ours where no time is known of it", undefined, later, true, "ours"],
        ["is ours, whatever else reading tells", KNOWN, { updated_at: KNOWN }, false, "ours"],
        ["is rewritten where somebody wrote it since", KNOWN, later, true, "rewritten"],
        ["is rewritten, whatever else reading tells", KNOWN, later, false, "rewritten"],
        ["is gone where GitHub does not return it, and reading works", KNOWN, undefined, true, "gone"],
        ["is unseen where GitHub does not return it, and reading may not work", KNOWN, undefined, false, "unseen"],
    ] as const) {
        it(what, () => assert.equal(verdictOf(writtenAt, found, mayRead), verdict));
    }
});

describe("why something has no record", () => {
    it("is kept with the time of the last write, where that is known", () => {
        assert.deepEqual(unconfirmed("unclear", KNOWN), { reason: "unclear", writtenAt: KNOWN });
        assert.deepEqual(unconfirmed("moved", undefined), { reason: "moved" });
    });
});
