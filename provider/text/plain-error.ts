/**
 * An error whose message is the whole advice, for the person who runs Pulumi.
 *
 * Of what `check`, `diff`, `read` and `delete` throw, Pulumi shows the message with the resource, and prints
 * `${error}: ${error.stack}` besides. So these two make one short line here: the advice stands once, without a trace.
 */
export class PlainError extends Error {
    override readonly name: string = "PlainError";

    constructor(message: string, cause?: unknown) {
        super(message, { cause });
        this.stack = "the error of the resource says what failed and what to do";
    }

    override toString(): string {
        return "pulumi-github-artifacts";
    }
}
