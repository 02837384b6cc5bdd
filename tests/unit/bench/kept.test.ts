import assert from "node:assert/strict";
import { type Kept, keep, toPage } from "../../../bench/kept";
import { atMost } from "../../../bench/result";

const kept = (part: string, date: string): Kept => ({
    part,
    ...atMost(`what ${part} measures`, 5, "KiB", 100),
    date,
    machine: `machine of ${date}`,
    runs: 3,
});

const ORDER = ["first", "second", "third"];

describe("The kept results", () => {
    it("replace the old results of a part by its new ones, in the order of the parts", () => {
        const old = [kept("first", "2026-01-01"), kept("first", "2026-01-01"), kept("third", "2026-01-01")];
        const second = kept("second", "2026-02-02");
        assert.deepEqual(keep(old, "second", [second], ORDER), [old[0], old[1], second, old[2]]);
        const anew = kept("first", "2026-03-03");
        assert.deepEqual(keep(old, "first", [anew], ORDER), [anew, old[2]]);
    });

    it("drop a part that no longer exists", () => {
        const second = kept("second", "2026-02-02");
        assert.deepEqual(keep([kept("dropped", "2026-01-01")], "second", [second], ORDER), [second]);
    });

    it("become a page that says for each part when it was measured, and on which machine", () => {
        const table = (part: string): string =>
            [
                "| what | measured | floor or peer | ratio (least–greatest) | aim | met |",
                "| --- | --- | --- | --- | --- | --- |",
                `| what ${part} measures | 5 KiB |  |  | ≤ 100 KiB | yes |`,
            ].join("\n");
        assert.equal(
            toPage([kept("first", "2026-01-01"), kept("second", "2026-02-02")]),
            [
                "# What a user pays",
                "Made by `npm run bench`.",
                "## first",
                table("first"),
                "Measured on 2026-01-01: machine of 2026-01-01, 3 pairs of runs for a ratio.",
                "## second",
                table("second"),
                "Measured on 2026-02-02: machine of 2026-02-02, 3 pairs of runs for a ratio.\n",
            ].join("\n\n"),
        );
    });
});
