import { type Result, toTable } from "./result";

/** What one part measured last, and on what. */
export interface Kept {
    readonly part: string;
    /** The day, as `2026-11-21`. */
    readonly date: string;
    /** What it ran on: cores, memory, platform, Node.js. */
    readonly machine: string;
    /** How many pairs of runs a ratio has. */
    readonly runs: number;
    readonly results: readonly Result[];
}

/** All that is kept, with what a part measured just now in the place of what it measured before. */
export function keep(all: readonly Kept[], measured: Kept, order: readonly string[]): readonly Kept[] {
    const latest = [...all.filter(({ part }) => part !== measured.part), measured];
    return order.flatMap((name) => latest.filter(({ part }) => part === name));
}

/** What is kept as a page to read: parts may be measured on different days and machines, so each says on which. */
export function toPage(all: readonly Kept[]): string {
    const sections = all.map(
        ({ part, date, machine, runs, results }) =>
            `## ${part}\n\n${toTable(results)}\n\nMeasured on ${date}: ${machine}, ${runs} pairs of runs for a ratio.\n`,
    );
    return ["# What a user pays\n\nMade by `npm run bench`.\n", ...sections].join("\n");
}
