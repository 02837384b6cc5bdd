/** How many points may be spent at once after a rest, and how many a second then. */
export interface Allowance {
    readonly burst: number;
    readonly perSecond: number;
}

/** A token bucket: it fills with time, up to a burst, and each turn takes some points out. */
export class Budget {
    readonly #interval: number;
    readonly #burst: number;
    /** When the bucket is full again, in milliseconds. */
    #full = 0;

    constructor({ burst, perSecond }: Allowance) {
        this.#interval = 1000 / perSecond;
        this.#burst = burst;
    }

    /** Takes the next turn for which there are so many points, and returns how many milliseconds it is away. */
    take(now: number, points: number): number {
        const turn = Math.max(now, this.#full - (this.#burst - points) * this.#interval);
        this.#full = Math.max(turn, this.#full) + points * this.#interval;
        return Math.round(turn - now);
    }
}
