import { setTimeout as after } from "node:timers/promises";
import { Cancelled } from "./cancelled";

/** The time, and how it passes; tests hand in their own. */
export interface Clock {
    /** The time in milliseconds since 1970. */
    now(): number;
    /** Resolves after so many milliseconds. */
    sleep(milliseconds: number): Promise<void>;
}

/** The machine's clock. Once the signal is given, nobody sleeps any more: it throws `Cancelled`. */
export const machineClock = (signal?: AbortSignal): Clock => ({
    now: Date.now,
    sleep: (milliseconds) =>
        after(milliseconds, undefined, signal && { signal }).catch(() => {
            throw new Cancelled();
        }),
});
