import { PlainError } from "../text/plain-error";

/** What becomes of a call that waits when Pulumi is interrupted: it is not made. */
export class Cancelled extends PlainError {
    constructor() {
        super("the call was cancelled before it was sent. What was sent before is in the state: run `pulumi up` again");
    }
}
