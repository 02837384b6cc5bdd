/**
 * An error with a message that is the complete advice for the person who runs Pulumi.
 *
 * If `check`, `diff`, `read` or `delete` throws, Pulumi shows the error's message with the resource, and also prints
 * `${error}: ${error.stack}`. Here, these two make one short line, so the advice appears once, without a trace.
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
