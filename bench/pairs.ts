import { type Result, rounded } from "./result";

/** How long two pieces of work took, in milliseconds, one right after the other. */
export interface Pair {
    readonly ours: number;
    readonly peer: number;
}

/** Runs two pieces of work in turn, so that a disturbance affects both. They take turns at who is first. */
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

/** The median of some figures. */
export function median(figures: readonly number[]): number {
    const sorted = figures.toSorted((a, b) => a - b);
    return sorted[Math.floor(sorted.length / 2)] as number;
}

/** The result of pairs: the medians in seconds or milliseconds, and the ratios. `extra` is added to the peer's time. */
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
