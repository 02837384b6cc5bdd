import { setTimeout as after } from "node:timers/promises";

/** The time, and how it passes; tests hand in their own. */
export interface Clock {
    /** The time in milliseconds since 1970. */
    now(): number;
    /** Resolves after so many milliseconds. */
    sleep(milliseconds: number): Promise<void>;
}

/** The machine's clock. */
export const CLOCK: Clock = { now: Date.now, sleep: (milliseconds) => after(milliseconds) };
