import { type Result, rounded } from "./result";

/** How long two things took, in milliseconds, one right after the other. */
export interface Pair {
    readonly ours: number;
    readonly peer: number;
}

/** Runs two things in turn, so that what disturbs one disturbs the other; the first of a pair changes each time. */
export async function pairs(
    count: number,
    ours: () => Promise<number>,
    peer: () => Promise<number>,
): Promise<readonly Pair[]> {
    const done: Pair[] = [];
    for (let n = 0; n < count; n += 1) {
        if (n % 2 === 0) {
            const first = await ours();
            done.push({ ours: first, peer: await peer() });
        } else {
            const first = await peer();
            done.push({ ours: await ours(), peer: first });
        }
    }
    return done;
}

/** How long some work takes, in milliseconds. */
export async function timed(work: () => unknown): Promise<number> {
    const began = performance.now();
    await work();
    return performance.now() - began;
}

/** The middle one of some figures. */
export function median(figures: readonly number[]): number {
    const sorted = figures.toSorted((a, b) => a - b);
    return sorted[Math.floor(sorted.length / 2)] as number;
}

/** What pairs come to: the medians in seconds or milliseconds, and their ratios. `extra` is added to the peer's time. */
export function paired(what: string, unit: "s" | "ms", done: readonly Pair[], most: number, extra = 0): Result {
    const scale = unit === "s" ? 1000 : 1;
    const ratios = done.map(({ ours, peer }) => ours / (peer + extra));
    const ratio = median(ratios);
    return {
        what,
        value: rounded(median(done.map(({ ours }) => ours)) / scale),
        unit,
        floor: rounded(median(done.map(({ peer }) => peer + extra)) / scale),
        ratio: rounded(ratio),
        range: [rounded(Math.min(...ratios)), rounded(Math.max(...ratios))],
        aim: `≤ ${most} ×`,
        met: ratio <= most,
    };
}
