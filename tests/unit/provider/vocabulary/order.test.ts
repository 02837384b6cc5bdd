import assert from "node:assert/strict";
import { byCodeUnit, firstOf } from "../../../../provider/vocabulary/order";

describe("an order that is the same everywhere", () => {
    it("sorts by code unit, the same everywhere", () => {
        assert.deepEqual(["b", "a", "B", "é", "a"].sort(byCodeUnit), ["B", "a", "a", "b", "é"]);
        assert.deepEqual([byCodeUnit("a", "b"), byCodeUnit("a", "a"), byCodeUnit("b", "a")], [-1, 0, 1]);
    });

    it("names all items if they are few, and otherwise counts the rest", () => {
        assert.equal(firstOf(["a", "b", "c"], 3), "a, b, c");
        assert.equal(firstOf(["a", "b", "c", "d"], 3), "a, b, c and 1 more");
    });
});
