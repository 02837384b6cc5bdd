import { setTimeout as after } from "node:timers/promises";
import { PlainError } from "../text/plain-error";

/** What becomes of a call that waits when Pulumi is interrupted: it is not made. */
export class Cancelled extends PlainError {
    constructor() {
        super("the call was canceled before it was sent. The state holds what was sent before: run `pulumi up` again");
    }
}

/** The time, and how it passes; tests hand in their own. */
export interface Clock {
    /** The time in milliseconds since 1970, for what GitHub gives as a date. It may step back when the clock is set. */
    now(): number;
    /** Milliseconds since some moment, for waits: they pass evenly, whatever becomes of the clock. */
    elapsed(): number;
    /** Resolves after so many milliseconds. */
    sleep(milliseconds: number): Promise<void>;
}

/** The machine's clock. Once the signal is given, nobody sleeps any more: it throws `Cancelled`. */
export const machineClock = (signal?: AbortSignal): Clock => ({
    now: Date.now,
    elapsed: () => performance.now(),
    sleep: (milliseconds) =>
        after(milliseconds, undefined, signal && { signal }).catch(() => {
            throw new Cancelled();
        }),
});
