import assert from "node:assert/strict";
import { Journal } from "../../../../tools/github/journal";
import { toChanges } from "../../../../tools/github/page/changes";
import { storedDeployment, storedImage } from "./samples";

const second = (at: number): string => `2026-01-01T00:00:${String(at).padStart(2, "0")}Z`;

/** A journal of new records that were written at these seconds. */
function written(seconds: readonly number[], journal = new Journal("j")): Journal {
    for (const at of seconds) journal.add(undefined, storedDeployment({ id: at }), second(at));
    return journal;
}

const times = (writes: readonly { at: string }[] | undefined) => writes?.map(({ at }) => Number(at.slice(17, 19)));

describe("The journal of writes", () => {
    it("has the last run, which is all writes since the last pause of more than five seconds", () => {
        assert.deepEqual(times(written([]).lastRun()), []);
        assert.deepEqual(times(written([1, 6, 11]).lastRun()), [1, 6, 11]);
        assert.deepEqual(times(written([1, 2, 8, 9, 15, 15]).lastRun()), [15, 15]);
        assert.deepEqual(times(written([1, 7]).lastRun()), [7]);
    });

    it("has all writes since a mark, even if there was no write before it", () => {
        const journal = new Journal("j");
        const [start] = [journal.mark()];
        written([1], journal);
        const mark = journal.mark();
        assert.deepEqual(times(journal.since(mark)), []);
        written([2, 30], journal);
        assert.deepEqual(times(journal.since(mark)), [2, 30]);
        assert.deepEqual(times(journal.since(start)), [1, 2, 30]);
    });

    it("ignores a mark of another journal, or text that is not a mark", () => {
        const journal = written([1, 2]);
        for (const mark of ["", "k-0", "j", "j-", "j-3", "j--1", "j-x", written([1], new Journal()).mark()]) {
            assert.equal(journal.since(mark), undefined, mark);
        }
    });

    it("drops the oldest writes, and ignores a mark before the ones that it keeps", () => {
        const journal = new Journal("j", 3);
        written([1, 2, 3, 4, 5], journal);
        assert.deepEqual(times(journal.since("j-0")), [1, 2, 3, 4, 5]);
        written([6, 7], journal);
        assert.equal(journal.since("j-2"), undefined);
        assert.deepEqual(times(journal.since("j-3")), [4, 5, 6, 7]);
        assert.equal(journal.mark(), "j-7");
        assert.deepEqual(times(journal.lastRun()), [4, 5, 6, 7]);
    });
});

describe("The changes from writes", () => {
    const [a, later] = [storedDeployment(), second(9)];
    const changes = (...writes: Parameters<Journal["add"]>[]) => {
        const journal = new Journal("j");
        for (const write of writes) journal.add(...write);
        return toChanges(journal.lastRun()).map(({ what, fields }) =>
            [what, ...fields.map(({ name }) => name)].join(" "),
        );
    };

    it("are one for each record, from its first state to its last", () => {
        const b = { ...a, version: "2", updated_at: later };
        assert.deepEqual(changes([undefined, a, later], [a, b, later]), ["created"]);
        assert.deepEqual(changes([a, b, later], [b, { ...b, digest: "sha256:2" }, later]), ["updated digest version"]);
        assert.deepEqual(changes([a, b, later], [b, { ...a, updated_at: later }, later]), ["written again"]);
        assert.deepEqual(changes([a, { ...b, status: "decommissioned" }, later]), ["decommissioned version status"]);
        assert.deepEqual(changes([undefined, a, later], [a, undefined, later]), []);
        assert.deepEqual(changes([a, undefined, later]), ["removed"]);
    });

    it("do not confuse a deployment with a storage record that has the same id", () => {
        const image = storedImage({ id: a.id });
        assert.deepEqual(changes([undefined, a, later], [image, { ...image, status: "eol" }, later]), [
            "created",
            "eol status",
        ]);
    });
});
