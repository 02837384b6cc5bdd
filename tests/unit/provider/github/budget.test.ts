import assert from "node:assert/strict";
import { Budget } from "../../../../provider/github/budget";

const take = (budget: Budget, turns: number, now: number, points = 1): number[] =>
    Array.from({ length: turns }, () => budget.take(now, points));

describe("a budget of 3 a second with a burst of 4", () => {
    it("gives the burst at once, and then a turn every third of a second", () => {
        assert.deepEqual(take(new Budget({ burst: 4, perSecond: 3 }), 8, 5000), [0, 0, 0, 0, 333, 667, 1000, 1333]);
    });

    it("fills with time, and never beyond the burst", () => {
        const budget = new Budget({ burst: 4, perSecond: 3 });
        take(budget, 4, 5000);
        assert.deepEqual(take(budget, 3, 5667), [0, 0, 333]);
        assert.deepEqual(take(budget, 5, 60_000), [0, 0, 0, 0, 333]);
    });

    it("gives each turn once, also to one who comes when others wait", () => {
        const budget = new Budget({ burst: 1, perSecond: 1 });
        assert.deepEqual([budget.take(0, 1), budget.take(0, 1), budget.take(500, 1)], [0, 1000, 1500]);
    });
});

describe("a budget of 15 points a second with a burst of 100", () => {
    const start = () => new Budget({ burst: 100, perSecond: 15 });

    it("gives 20 turns of 5 points at once, and then a turn every third of a second", () => {
        assert.deepEqual(take(start(), 23, 0, 5), [...Array(20).fill(0), 333, 667, 1000]);
    });

    it("gives turns of 1 point and of 5 points out of the same burst", () => {
        const budget = start();
        assert.deepEqual(take(budget, 96, 0, 1), Array(96).fill(0));
        assert.deepEqual([...take(budget, 1, 0, 5), ...take(budget, 2, 0, 1)], [67, 133, 200]);
    });
});
