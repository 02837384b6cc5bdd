import type { Clock } from "./clock";
import { Cancelled } from "./clock";

/** How long to wait, in seconds, and the line that says so. */
export interface Wait {
    readonly seconds: number;
    readonly says: string;
}

/** A wait of up to this many seconds is not announced. */
const QUIET = 3;

/** One back-off for all calls of a process: if one call meets a limit or an outage, it applies to all. */
export class BackOff {
    #until = 0;
    /** When a limit ends that is too long to wait for. */
    #givenUpUntil = 0;
    /** The longest requested wait, while it lasts. */
    #wait: Promise<void> | undefined;

    /** `say` announces a wait; `signal` ends all waits. */
    constructor(
        readonly clock: Clock,
        private readonly say: (line: string) => void,
        private readonly signal?: AbortSignal,
    ) {}

    /** True while calls have to wait. */
    isOn(): boolean {
        return this.#wait !== undefined;
    }

    /** Resolves once calls no longer have to wait. Throws `Cancelled` if no more calls may be made. */
    async over(): Promise<void> {
        while (this.#wait !== undefined) await this.#wait;
        if (this.signal?.aborted) throw new Cancelled();
    }

    /** Announces that calls fail because they would have to wait longer than `longest`. It does so once while the limit lasts. */
    giveUp(seconds: number, longest: number): void {
        const now = this.clock.elapsed();
        if (now < this.#givenUpUntil) return;
        this.#givenUpUntil = now + seconds * 1000;
        this.say(`GitHub asks to wait ${seconds} s, and a run waits at most ${longest} s: giving up`);
    }

    /** Makes all calls wait, unless they already wait longer. Announces a wait of more than a few seconds. */
    hold({ seconds, says }: Wait): void {
        const now = this.clock.elapsed();
        const until = now + seconds * 1000;
        if (until <= this.#until) return;
        // Calls that are limited together also end their waits at almost the same time. Such a wait is announced once.
        if (until - Math.max(this.#until, now) > QUIET * 1000) this.say(says);
        this.#until = until;
        const end = (): void => {
            if (this.#wait === wait) this.#wait = undefined;
        };
        const wait = this.clock.sleep(seconds * 1000).then(end, end);
        this.#wait = wait;
    }
}
