import { setTimeout as after } from "node:timers/promises";
import { PlainError } from "../text/plain-error";

/** The error of a call that waits when Pulumi is interrupted. The call is not made. */
export class Cancelled extends PlainError {
    constructor() {
        super("the call was canceled before it was sent. The state holds what was sent before: run `pulumi up` again");
    }
}

/** The time, and how it passes. Tests pass their own. */
export interface Clock {
    /** The time in milliseconds since 1970, to compare with GitHub's dates. It may go back if the clock is changed. */
    now(): number;
    /** Milliseconds since some moment, for waits. They pass evenly, even if the clock is changed. */
    elapsed(): number;
    /** Resolves after this many milliseconds. */
    sleep(milliseconds: number): Promise<void>;
}

/** The machine's clock. Once the signal is aborted, `sleep` throws `Cancelled`. */
export const machineClock = (signal?: AbortSignal): Clock => ({
    now: Date.now,
    elapsed: () => performance.now(),
    sleep: (milliseconds) =>
        after(milliseconds, undefined, signal && { signal }).catch(() => {
            throw new Cancelled();
        }),
});
