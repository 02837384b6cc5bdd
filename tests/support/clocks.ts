import type { Clock } from "../../provider/github/clock";

interface Sleeper {
    readonly until: number;
    readonly wake: () => void;
}

/** A clock on which every wait ends at once: its time moves on to the next wait that ends. */
export function instantClock(): Clock {
    const start = Date.now();
    let time = 0;
    const sleepers: Sleeper[] = [];
    const next = (): void => {
        sleepers.sort((a, b) => a.until - b.until);
        const { until, wake } = sleepers.shift() as Sleeper;
        time = Math.max(time, until);
        wake();
    };
    return {
        now: () => start + time,
        elapsed: () => time,
        sleep: (milliseconds) =>
            new Promise((wake) => {
                sleepers.push({ until: time + milliseconds, wake });
                setImmediate(next);
            }),
    };
}

/** A clock that a test moves by hand. Its date can be set back. */
export function handClock() {
    let time = 0;
    let date = 0;
    let sleepers: Sleeper[] = [];
    const clock: Clock = {
        now: () => date + time,
        elapsed: () => time,
        sleep: (milliseconds) =>
            milliseconds === 0
                ? Promise.resolve()
                : new Promise((wake) => sleepers.push({ until: time + milliseconds, wake })),
    };
    /** Lets time pass, and runs everything that becomes due. */
    async function pass(seconds: number): Promise<void> {
        const end = time + seconds * 1000;
        await settled();
        for (;;) {
            const [first] = sleepers.filter(({ until }) => until <= end).sort((a, b) => a.until - b.until);
            if (first === undefined) break;
            sleepers = sleepers.filter((sleeper) => sleeper !== first);
            time = first.until;
            first.wake();
            await settled();
        }
        time = end;
    }
    /** Sets the date back by some seconds. */
    const setBack = (seconds: number): void => {
        date -= seconds * 1000;
    };
    return { clock, pass, setBack };
}

/** Runs everything that only waits for its turn in the event loop. */
async function settled(): Promise<void> {
    for (let turn = 0; turn < 10; turn += 1) await new Promise(setImmediate);
}
