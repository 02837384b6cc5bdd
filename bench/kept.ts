import { PLOTS } from "./plots";
import { type Result, toTable } from "./result";

/** One figure as it is kept: with its part, when it was measured, and on what. */
export interface Kept extends Result {
    readonly part: string;
    /** The day, as `2026-11-21`. */
    readonly date: string;
    /** What it ran on: cores, memory, platform, Node.js. */
    readonly machine: string;
    /** How many pairs of runs a ratio has. */
    readonly runs: number;
}

/** All that is kept, with what a part measured just now in the place of what it measured before. */
export function keep(
    all: readonly Kept[],
    part: string,
    measured: readonly Kept[],
    order: readonly string[],
): readonly Kept[] {
    const latest = [...all.filter((row) => row.part !== part), ...measured];
    return order.flatMap((name) => latest.filter((row) => row.part === name));
}

/** What is kept as a page to read: parts may be measured on different days and machines, so each says on which. */
export function toPage(all: readonly Kept[]): string {
    const parts = [...new Set(all.map(({ part }) => part))];
    const sections = parts.map((part) => {
        const rows = all.filter((row) => row.part === part);
        const { date, machine, runs } = rows[0] as Kept;
        return `## ${part}\n\n${picturesOf(part)}${toTable(rows)}\n\nMeasured on ${date}: ${machine}, ${runs} pairs of runs for a ratio.\n`;
    });
    return ["# What a user pays\n\nMade by `npm run bench`.\n", ...sections].join("\n");
}

const picturesOf = (part: string): string =>
    PLOTS.filter((plot) => plot.part === part)
        .map(({ alt, file }) => `![${alt}](../docs/pictures/${file})\n\n`)
        .join("");
