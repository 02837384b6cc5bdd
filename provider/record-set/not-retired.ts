import type { Hold } from "../run";
import type { OnRejected } from "../vocabulary";

/** Why something that left the program was not retired. */
export type NotRetired =
    /** Another resource of this run owns it. */
    | "declared"
    /** Somebody else has written it since. */
    | "rewritten"
    /** GitHub does not list it under its digest any more. */
    | "gone"
    /** Nobody can tell whose it is. */
    | "unseen"
    /** GitHub finds nothing that it could be attached to. */
    | "not_found"
    | Hold;

/**
 * True for what stays in the state all the same, to be retired by a later run.
 *
 * | why                    | it stays                  | said as                                        |
 * |------------------------|---------------------------|------------------------------------------------|
 * | declared               | no                        | a line                                         |
 * | rewritten, gone        | no                        | a warning                                      |
 * | unseen, not_found      | with `onRejected: "fail"` | a failure where it stays, else a warning       |
 * | not-written            | yes                       | a line; of a delete a failure                  |
 * | outdated               | yes                       | a failure                                      |
 */
export function stays(why: NotRetired, onRejected: OnRejected): boolean {
    if (why === "unseen" || why === "not_found") return onRejected === "fail";
    return why === "not-written" || why === "outdated";
}
