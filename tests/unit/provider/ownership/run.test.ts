import assert from "node:assert/strict";
import { type Leaving, type Release, Run } from "../../../../provider/ownership/run";

const EARLY = "2026-01-01T00:00:00Z";
const LATE = "2026-01-02T00:00:00Z";

const leave = (run: Run, leaving: Leaving = "update", writtenAt: string | undefined = EARLY): Release =>
    run.release("a", { writtenAt, held: "what is known" }, leaving);

describe("a record that leaves its owner in a run", () => {
    const declare = (run: Run) => run.declare("a", "api", "urn:one");
    const keepOf = (writtenAt: string | undefined) => (run: Run) => {
        declare(run);
        run.keep("a", writtenAt);
    };

    for (const [what, happened, leaving, release] of [
        ["is retired by an update if nobody declares it", () => {}, "update", "retire"],
        ["is retired by a delete if nobody declares it", () => {}, "delete", "retire"],
        ["is left to its new owner by an update", declare, "update", "forget"],
        [
            "stays in the state of a deleted resource if the step of the new owner was skipped",
            declare,
            "delete",
            "not-written",
        ],
        ["is left by an update to an owner that has nothing to write", keepOf(EARLY), "update", "forget"],
        ["is left by a delete to an owner that has nothing to write", keepOf(EARLY), "delete", "forget"],
        [
            "is left by a delete to an owner that has nothing to write and has no time in its state",
            keepOf(undefined),
            "delete",
            "forget",
        ],
        ["is left by a delete to an owner that wrote it later", keepOf(LATE), "delete", "forget"],
        [
            "stays in the state if its owner has nothing to write and does not know the last write",
            keepOf("2025-12-31T23:59:59Z"),
            "update",
            "outdated",
        ],
        ["is forgotten by an update once its owner has written it", (run: Run) => run.wrote("a"), "update", "forget"],
        ["is forgotten by a delete once its owner has written it", (run: Run) => run.wrote("a"), "delete", "forget"],
        [
            "is retired if an earlier retirement was planned but not carried out",
            (run: Run) => leave(run),
            "update",
            "retire",
        ],
        ["is forgotten by an update once it was retired", (run: Run) => run.retire("a"), "update", "forget"],
        ["is forgotten by a delete once it was retired", (run: Run) => run.retire("a"), "delete", "forget"],
        [
            "stays in the state of an updated resource if its owner failed to write it",
            (run: Run) => run.fail("a"),
            "update",
            "not-written",
        ],
        [
            "stays in the state of a deleted resource if its owner failed to write it",
            (run: Run) => run.fail("a"),
            "delete",
            "not-written",
        ],
    ] as const) {
        it(what, () => {
            const run = new Run();
            happened(run);
            assert.equal(leave(run, leaving), release);
        });
    }

    it("is retired by a replacement that deletes first, even if the new owner declares it", () => {
        const run = new Run();
        declare(run);
        run.replace("a");
        assert.equal(leave(run, "delete"), "retire");
    });

    it("is forgotten if its replacement was already written", () => {
        const run = new Run();
        run.replace("a");
        run.wrote("a");
        assert.equal(leave(run, "delete"), "forget");
    });

    it("is retired by a replacement that deletes first, even if its owner had nothing to write before", () => {
        const run = new Run();
        keepOf(EARLY)(run);
        run.recreate("a");
        assert.equal(leave(run, "delete"), "retire");
    });

    it("is forgotten if the replacement of its owner has already written it", () => {
        const run = new Run();
        run.wrote("a");
        run.recreate("a");
        assert.equal(leave(run, "delete"), "forget");
    });

    for (const [what, happened, release] of [
        ["is forgotten once it was written", (run: Run) => run.wrote("A", [7]), "forget"],
        ["is forgotten once it was retired", (run: Run) => run.retire("A", [7]), "forget"],
        ["is left to an owner that has nothing to write", (run: Run) => run.keep("A", EARLY, [7]), "forget"],
        [
            "stays in the state if its owner does not know the last write",
            (run: Run) => run.keep("A", "2025-12-31T23:59:59Z", [7]),
            "outdated",
        ],
        ["is retired if that is another record", (run: Run) => run.wrote("A", [8]), "retire"],
        ["is retired if no id is known", (run: Run) => run.wrote("A"), "retire"],
        ["is retired if another name has its id", (run: Run) => run.wrote("b", [7]), "retire"],
    ] as const) {
        it(`with its name in another case ${what}`, () => {
            const run = new Run();
            happened(run);
            assert.equal(run.release("a", { writtenAt: EARLY, ids: [7] }, "delete"), release);
        });
    }

    it("is not affected by a record with another key", () => {
        const run = new Run();
        run.wrote("b");
        run.declare("b", "api", "urn:one");
        assert.equal(leave(run), "retire");
    });
});

describe("the owner of a record in a run", () => {
    it("gets what its former owner passed on if it fails to write the record", () => {
        const run = new Run();
        run.declare("a", "api", "urn:one");
        leave(run);
        assert.equal(run.fail("a"), "what is known");
    });

    it("gets nothing if no former owner left anything", () => {
        const run = new Run();
        run.declare("a", "api", "urn:one");
        assert.equal(run.fail("a"), undefined);
    });

    it("gets nothing that its former owner keeps or has retired", () => {
        const held = new Run();
        held.fail("a");
        leave(held);
        assert.equal(held.fail("a"), undefined);
        const retired = new Run();
        leave(retired);
        retired.retire("a");
        assert.equal(retired.fail("a"), undefined);
    });

    it("gets nothing from a second former owner if the record was already retired or written", () => {
        const retired = new Run();
        retired.retire("a");
        leave(retired);
        assert.equal(retired.fail("a"), undefined);
        const written = new Run();
        written.wrote("a");
        leave(written);
        assert.equal(written.fail("a"), undefined);
    });

    it("has to write a record again that was retired in the run", () => {
        const run = new Run();
        leave(run);
        assert.equal(run.isOutdated("a", LATE), false);
        run.retire("a");
        assert.deepEqual([run.isOutdated("a", LATE), run.isOutdated("b", LATE)], [true, false]);
    });

    it("has to write a record again that was retired in the run under a name in another case", () => {
        const run = new Run();
        run.retire("A", [7]);
        assert.deepEqual([run.isOutdated("a", LATE, [7]), run.isOutdated("a", LATE, [8])], [true, false]);
        run.wrote("a", [7]);
        assert.equal(run.isOutdated("a", LATE, [7]), false);
    });

    it("has to write a record again that its former owner wrote later than its own state says", () => {
        const run = new Run();
        run.declare("a", "api", "urn:one");
        assert.equal(run.isOutdated("a", EARLY), false);
        leave(run, "update", LATE);
        assert.deepEqual([run.isOutdated("a", EARLY), run.isOutdated("a", LATE)], [true, false]);
        assert.equal(run.isOutdated("a", undefined), false);
    });

    it("is named to another resource that declares its record, but not to itself", () => {
        const run = new Run();
        assert.equal(run.declare("a", "api", "urn:one"), undefined);
        assert.equal(run.declare("a", "api", "urn:one"), undefined);
        assert.equal(run.declare("a", "api", "urn:two"), "urn:one");
        assert.equal(run.declare("b", "api", "urn:two"), undefined);
    });

    it("shares a key with the owners of records that GitHub may distinguish", () => {
        const run = new Run();
        run.declare("a", "api", "urn:one");
        assert.equal(run.declare("a", "API", "urn:two"), undefined);
        assert.equal(run.declare("a", "API", "urn:three"), "urn:two");
    });

    it("without a known URN blocks no other owner, but still protects its record", () => {
        const run = new Run();
        assert.equal(run.declare("a", "api", undefined), undefined);
        assert.equal(run.declare("a", "api", "urn:one"), undefined);
        const unnamed = new Run();
        unnamed.declare("a", "api", undefined);
        assert.equal(leave(unnamed), "forget");
    });
});

describe("a run", () => {
    it("knows whether any record has left a resource", () => {
        const run = new Run();
        run.declare("a", "api", "urn:one");
        run.keep("a", EARLY);
        assert.equal(run.hasReleased(), false);
        leave(run);
        assert.equal(run.hasReleased(), true);
    });

    it("knows the organizations for which GitHub has returned a record that a state knows, in any case", () => {
        const run = new Run();
        assert.equal(run.mayRead("acme"), false);
        run.read("Acme");
        assert.deepEqual([run.mayRead("aCME"), run.mayRead("other")], [true, false]);
    });

    it("does one task at a time for a key, ignoring case, in the order of the calls", async () => {
        const run = new Run();
        const log: string[] = [];
        let open = (): void => {};
        const gate = new Promise<void>((resolve) => {
            open = resolve;
        });
        const first = run.inTurn("a", async () => {
            log.push("first begins");
            await gate;
            log.push("first ends");
        });
        const second = run.inTurn("A", async () => log.push("second"));
        await run.inTurn("b", async () => log.push("another key"));
        open();
        await Promise.all([first, second]);
        assert.deepEqual(log, ["first begins", "another key", "first ends", "second"]);
    });

    it("passes on what a task returns or throws, and continues after a failure", async () => {
        const run = new Run();
        const failing = run.inTurn("a", async () => {
            throw new Error("refused");
        });
        const next = run.inTurn("a", async () => 5);
        await assert.rejects(failing, /^Error: refused$/);
        assert.equal(await next, 5);
    });
});
