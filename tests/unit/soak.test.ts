import assert from "node:assert/strict";
import { FAULT_KINDS } from "../soak/faults";
import { soakModel } from "../soak/model-stack";
import { type SoakEvent, Tally } from "../soak/tally";

const { SOAK_SEED, SOAK_PROGRAMS = "10" } = process.env;
const programs = Number(SOAK_PROGRAMS);

const EVENTS: readonly SoakEvent[] = [
    "programs of stack two",
    "targeted runs",
    "records of another tool",
    "destroys",
    "refreshes",
];

/**
 * Random programs of two stacks under random faults, beside another tool that writes, on a model of the engine. A failure
 * names its seed. Run that seed alone with `SOAK_SEED=7 SOAK_PROGRAMS=4 npx mocha dist/tests/unit/soak.test.js`.
 * `npm run soak` does the same on the real engine, and `npm run soak -- --model` runs more programs on the model.
 */
describe("With random programs, other writers and faults, the next run ends with the right records", () => {
    if (SOAK_SEED !== undefined) {
        it(`in soak ${SOAK_SEED}`, () => soakModel(Number(SOAK_SEED), programs, new Tally()));
        return;
    }
    const tally = new Tally();

    for (const first of [1, 11, 21, 31]) {
        it(`in soaks ${first} to ${first + 9}, each of ${programs} programs`, async () => {
            const seeds = Array.from({ length: 10 }, (_, index) => first + index);
            // In parallel, since a stack mostly waits.
            const ended = await Promise.allSettled(seeds.map((seed) => soakModel(seed, programs, tally)));
            const failures = ended.flatMap((end) => (end.status === "rejected" ? [String(end.reason)] : []));
            assert.ok(failures.length === 0, failures.join("\n\n"));
        }).timeout(600_000);
    }

    it("with nearly every kind of fault, and with failed runs", () => {
        const missing = FAULT_KINDS.filter((kind) => !tally.faults.has(kind));
        assert.ok(missing.length <= 2, `never met: ${missing.join(", ")}`);
        assert.ok(tally.failedRuns > tally.programs / 20, String(tally));
        assert.ok(tally.operations > tally.programs, String(tally));
    });

    for (const event of EVENTS) {
        it(`with enough ${event}`, () => {
            assert.ok((tally.events.get(event) ?? 0) > tally.programs / 50, tally.table());
        });
    }
});
