import assert from "node:assert/strict";
import type { Finished } from "../../tools/pulumi/run-process";

/** Returns the result of a command. If the command failed, fails with its output. */
export function succeeded(finished: Finished): Finished {
    assert.equal(finished.code, 0, finished.output);
    return finished;
}

/** Returns the result of a command. If the command succeeded, fails with its output. */
export function failed(finished: Finished): Finished {
    assert.notEqual(finished.code, 0, finished.output);
    return finished;
}
