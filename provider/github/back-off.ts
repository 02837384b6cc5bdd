import type { Clock } from "./clock";
import { Cancelled } from "./clock";

/** How long to wait, in seconds, and how that is said to the person who waits. */
export interface Wait {
    readonly seconds: number;
    readonly says: string;
}

/** Waits of this many seconds pass without a word. */
const QUIET = 3;

/** One back-off for all calls of a process: a limit or an outage that one of them meets is there for all. */
export class BackOff {
    #until = 0;
    /** When a limit ends that no call waits out. */
    #givenUpUntil = 0;
    /** The longest wait that was asked for, while it lasts. */
    #wait: Promise<void> | undefined;

    /** `say` is where a wait is announced; `signal` ends all waiting. */
    constructor(
        readonly clock: Clock,
        private readonly say: (line: string) => void,
        private readonly signal?: AbortSignal,
    ) {}

    /** True while calls have to wait. */
    isOn(): boolean {
        return this.#wait !== undefined;
    }

    /** Resolves once no call has to wait any more. Throws `Cancelled` once none may be made any more. */
    async over(): Promise<void> {
        while (this.#wait !== undefined) await this.#wait;
        if (this.signal?.aborted) throw new Cancelled();
    }

    /** Says that a call fails since it would have to wait longer than `longest`: once while the limit lasts. */
    giveUp(seconds: number, longest: number): void {
        const now = this.clock.elapsed();
        if (now < this.#givenUpUntil) return;
        this.#givenUpUntil = now + seconds * 1000;
        this.say(`GitHub asks to wait ${seconds} s, and a run waits at most ${longest} s: giving up`);
    }

    /** Makes every call wait, unless they wait longer already. Says so where it takes more than a few seconds. */
    hold({ seconds, says }: Wait): void {
        const now = this.clock.elapsed();
        const until = now + seconds * 1000;
        if (until <= this.#until) return;
        // Calls that are limited together end their waits almost together: that is said once.
        if (until - Math.max(this.#until, now) > QUIET * 1000) this.say(says);
        this.#until = until;
        const end = (): void => {
            if (this.#wait === wait) this.#wait = undefined;
        };
        const wait = this.clock.sleep(seconds * 1000).then(end, end);
        this.#wait = wait;
    }
}
