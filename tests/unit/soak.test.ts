import assert from "node:assert/strict";
import { FAULT_KINDS } from "../soak/faults";
import { soakModel } from "../soak/model-stack";
import { Tally } from "../soak/tally";

const { SOAK_SEED, SOAK_PROGRAMS = "10" } = process.env;
const programs = Number(SOAK_PROGRAMS);

/**
 * Random programs under random faults, on a model of the engine. A failure names its seed; what it needs is run alone by
 * `SOAK_SEED=7 SOAK_PROGRAMS=4 npx mocha dist/tests/unit/soak.test.js`. `npm run soak` does the same on the real engine.
 */
describe("Whatever is declared and whatever fails on the way, the next run ends with what is declared", () => {
    if (SOAK_SEED !== undefined) {
        it(`in stack ${SOAK_SEED}`, () => soakModel(Number(SOAK_SEED), programs, new Tally()));
        return;
    }
    const tally = new Tally();

    for (const first of [1, 11, 21]) {
        it(`in stacks ${first} to ${first + 9}, each of ${programs} programs`, async () => {
            const seeds = Array.from({ length: 10 }, (_, index) => first + index);
            // At once: a stack mostly waits.
            const ended = await Promise.allSettled(seeds.map((seed) => soakModel(seed, programs, tally)));
            const failures = ended.flatMap((end) => (end.status === "rejected" ? [String(end.reason)] : []));
            assert.ok(failures.length === 0, failures.join("\n\n"));
        }).timeout(60_000);
    }

    it("also where nearly every kind of fault was met, and runs failed", () => {
        const missing = FAULT_KINDS.filter((kind) => !tally.faults.has(kind));
        assert.ok(missing.length <= 2, `never met: ${missing.join(", ")}`);
        assert.ok(tally.failedRuns > tally.programs / 20, String(tally));
        assert.ok(tally.operations > tally.programs, String(tally));
    });
});
