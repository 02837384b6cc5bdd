import assert from "node:assert/strict";
import { atMost, exactly, rounded, toTable, within } from "../../../bench/result";

describe("A result", () => {
    it("of a count meets its aim only if it equals the floor, even if the floor is zero", () => {
        const verdict = (value: number, floor: number) => {
            const { ratio, met } = exactly("requests", value, "requests", floor);
            return [ratio, met];
        };
        assert.deepEqual(verdict(3, 3), [1, true]);
        assert.deepEqual(verdict(3, 2), [1.5, false]);
        assert.deepEqual(verdict(0, 0), [1, true]);
        assert.deepEqual(verdict(1, 0), [Number.POSITIVE_INFINITY, false]);
    });

    it("of a figure meets its aim up to a multiple of its floor, or up to a limit", () => {
        assert.deepEqual([within("a", 1.1, "s", 1, 1.1).met, within("a", 1.11, "s", 1, 1.1).met], [true, false]);
        assert.deepEqual([atMost("a", 100, "KiB", 100).met, atMost("a", 100.1, "KiB", 100).met], [true, false]);
    });

    it("is rounded to three significant figures", () => {
        assert.deepEqual([0, 1234.5, 0.012345].map(rounded), [0, 1230, 0.0123]);
    });

    it("is one row of a table", () => {
        const ranged = { ...within("up", 2, "s", 1, 1.1), range: [1.5, 2.5] as const };
        assert.equal(
            toTable([ranged, atMost("size", 5, "KiB", 100), { what: "installed", value: 9, unit: "MiB" }]),
            [
                "| what | measured | floor or peer | ratio (least–greatest) | aim | met |",
                "| --- | --- | --- | --- | --- | --- |",
                "| up | 2 s | 1 s | 2 (1.5–2.5) | ≤ 1.1 × | no, [why](README.md#where-an-aim-is-missed-and-why) |",
                "| size | 5 KiB |  |  | ≤ 100 KiB | yes |",
                "| installed | 9 MiB |  |  |  |  |",
            ].join("\n"),
        );
    });
});
