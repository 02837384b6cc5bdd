import assert from "node:assert/strict";
import { type PageRequest, pageOf } from "../../../../tools/github/cursor-page";

describe("A page of a list", () => {
    const list = [3, 1, 2, 5, 4].map((id) => ({ id }));
    const ids = (request: PageRequest) => pageOf(list, request)?.items.map(({ id }) => id);

    it("has all items, by id and without cursors, if they fit", () => {
        const page = pageOf(list, { size: 5 });
        assert.deepEqual(
            page?.items.map(({ id }) => id),
            [1, 2, 3, 4, 5],
        );
        assert.deepEqual(page?.info, { has_next: false, has_previous: false });
    });

    it("continues after a cursor, up to the end", () => {
        const first = pageOf(list, { size: 2 });
        const second = pageOf(list, { size: 2, after: first?.info.next ?? "" });
        const third = pageOf(list, { size: 2, after: second?.info.next ?? "" });
        assert.deepEqual(
            [first, second, third].map((page) => page?.items.map(({ id }) => id)),
            [[1, 2], [3, 4], [5]],
        );
        assert.deepEqual(
            [first, second, third].map((page) => [page?.info.has_previous, page?.info.has_next]),
            [
                [false, true],
                [true, true],
                [true, false],
            ],
        );
        assert.deepEqual([first?.info.previous, third?.info.next], [undefined, undefined]);
    });

    it("can end before a cursor", () => {
        const last = pageOf(list, { size: 3, after: pageOf(list, { size: 3 })?.info.next ?? "" });
        const before = last?.info.previous ?? "";
        assert.deepEqual(
            [ids({ size: 2, before }), ids({ size: 9, before })],
            [
                [2, 3],
                [1, 2, 3],
            ],
        );
        assert.equal(pageOf(list, { size: 2, before })?.info.has_next, true);
    });

    it("is undefined for a cursor that no item has", () => {
        assert.equal(pageOf(list, { size: 2, after: "4" }), undefined);
    });

    it("is empty for an empty list", () => {
        assert.deepEqual(pageOf([], { size: 2 }), { items: [], info: { has_next: false, has_previous: false } });
    });
});
