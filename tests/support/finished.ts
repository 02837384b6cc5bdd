import assert from "node:assert/strict";
import type { Finished } from "../../tools/pulumi/run-process";

/** Passes on what a command left behind; fails with all that it printed where it did not succeed. */
export function succeeded(finished: Finished): Finished {
    assert.equal(finished.code, 0, finished.output);
    return finished;
}

/** Passes on what a command left behind; fails with all that it printed where it succeeded. */
export function failed(finished: Finished): Finished {
    assert.notEqual(finished.code, 0, finished.output);
    return finished;
}
