import type { WhyNotRetired } from "../ownership/not-retired";
import type { OnRejected } from "../vocabulary/words";

/** Why something that left the program was not retired. */
export type NotRetired =
    /** Another resource of this run owns it. */
    "declared" | WhyNotRetired;

/**
 * True if it stays in the state anyway, so that a later run retires it.
 *
 * | why             | it stays                  | reported as                           |
 * |-----------------|---------------------------|---------------------------------------|
 * | declared        | no                        | a line                                |
 * | rewritten, gone | no                        | a warning                             |
 * | unseen          | with `onRejected: "fail"` | a failure if it stays, else a warning |
 * | not-written     | yes                       | a line; in a delete a failure         |
 * | outdated        | yes                       | a failure                             |
 */
export function stays(why: NotRetired, onRejected: OnRejected): boolean {
    if (why === "unseen") return onRejected === "fail";
    return why === "not-written" || why === "outdated";
}
