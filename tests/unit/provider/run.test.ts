import assert from "node:assert/strict";
import { Run } from "../../../provider/run";

describe("a run", () => {
    it("remembers what is claimed, and nothing else", () => {
        const run = new Run();
        run.claim("a");
        assert.equal(run.isClaimed("a"), true);
        assert.equal(run.isClaimed("b"), false);
        assert.equal(new Run().isClaimed("a"), false);
    });

    it("knows the resource that declares a record first, and claims the record for it", () => {
        const run = new Run();
        assert.equal(run.declare("a", "one"), undefined);
        assert.equal(run.declare("a", "one"), undefined);
        assert.equal(run.declare("a", "two"), "one");
        assert.equal(run.declare("b", "two"), undefined);
        assert.equal(run.isClaimed("a"), true);
    });

    it("claims what a resource declares that is not known by name, and refuses it to nobody", () => {
        const run = new Run();
        assert.equal(run.declare("a", undefined), undefined);
        assert.equal(run.isClaimed("a"), true);
        assert.equal(run.declare("a", "one"), undefined);
    });

    it("remembers what is retired, apart from what is claimed", () => {
        const run = new Run();
        assert.equal(run.hasRetired(), false);
        run.retire("a");
        assert.equal(run.hasRetired(), true);
        assert.deepEqual([run.isRetired("a"), run.isRetired("b")], [true, false]);
        assert.equal(run.isClaimed("a"), false);
    });

    it("hands what a former owner knew to the one that could not write it, and remembers that", () => {
        const run = new Run();
        run.leave("a", "what was known");
        assert.equal(run.hasFailed("a"), false);
        assert.deepEqual([run.fail("a"), run.fail("b")], ["what was known", undefined]);
        assert.deepEqual([run.hasFailed("a"), run.hasFailed("b"), run.hasFailed("c")], [true, true, false]);
    });

    it("does one piece of work at a time for a key, in the order of the calls", async () => {
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
        const second = run.inTurn("a", async () => log.push("second"));
        await run.inTurn("b", async () => log.push("another key"));
        open();
        await Promise.all([first, second]);
        assert.deepEqual(log, ["first begins", "another key", "first ends", "second"]);
    });

    it("hands on what the work returns or throws, and goes on after a failure", async () => {
        const run = new Run();
        const failing = run.inTurn("a", async () => {
            throw new Error("refused");
        });
        const next = run.inTurn("a", async () => 5);
        await assert.rejects(failing, /^Error: refused$/);
        assert.equal(await next, 5);
    });
});
