import assert from "node:assert/strict";
import { median, paired, pairs } from "../../../bench/pairs";

describe("Pairs of runs", () => {
    it("run one after the other, and take turns at who is first", async () => {
        const log: string[] = [];
        const run = (name: string, took: number) => async () => {
            log.push(name);
            return took;
        };
        const done = await pairs(3, run("ours", 3), run("peer", 2));
        assert.deepEqual(log, ["ours", "peer", "peer", "ours", "ours", "peer"]);
        assert.deepEqual(done, Array(3).fill({ ours: 3, peer: 2 }));
    });

    it("give the medians, the median, least and greatest ratio, and whether the aim is met", () => {
        const done = [
            { ours: 1100, peer: 1000 },
            { ours: 3000, peer: 1000 },
            { ours: 1200, peer: 1000 },
        ];
        assert.deepEqual(paired("preview", "s", done, 1.1), {
            what: "preview",
            value: 1.2,
            unit: "s",
            floor: 1,
            ratio: 1.2,
            range: [1.1, 3],
            aim: "≤ 1.1 ×",
            met: false,
        });
        const later = paired("up", "ms", done, 1.1, 200);
        assert.deepEqual([later.floor, later.ratio, later.met], [1200, 1, true]);
    });

    it("have a median", () => assert.equal(median([30, 1, 2]), 2));
});
