import assert from "node:assert/strict";
import { type PageRequest, pageOf } from "../../../../tools/github/cursor-page";

describe("a page of a list", () => {
    const list = [3, 1, 2, 5, 4].map((id) => ({ id }));
    const ids = (request: PageRequest) => pageOf(list, request)?.items.map(({ id }) => id);

    it("has everything where there is room, by id and without cursors", () => {
        const page = pageOf(list, { size: 5 });
        assert.deepEqual(
            page?.items.map(({ id }) => id),
            [1, 2, 3, 4, 5],
        );
        assert.deepEqual(page?.info, { has_next: false, has_previous: false });
    });

    it("goes on behind a cursor, to the end and not beyond", () => {
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

    it("goes back before a cursor", () => {
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

    it("is none for a cursor of no item", () => {
        assert.equal(pageOf(list, { size: 2, after: "4" }), undefined);
    });

    it("of nothing is empty", () => {
        assert.deepEqual(pageOf([], { size: 2 }), { items: [], info: { has_next: false, has_previous: false } });
    });
});
