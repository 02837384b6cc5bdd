import { PLOTS } from "./plots";
import { type Result, toTable } from "./result";

/** One kept figure, with its part, the day and the machine. */
export interface Kept extends Result {
    readonly part: string;
    /** The day, as `2026-11-21`. */
    readonly date: string;
    /** The machine: cores, memory, platform, Node.js. */
    readonly machine: string;
    /** How many pairs of runs a ratio has. */
    readonly runs: number;
}

/** All kept figures, with the new figures of a part instead of its old ones. */
export function keep(
    all: readonly Kept[],
    part: string,
    measured: readonly Kept[],
    order: readonly string[],
): readonly Kept[] {
    const latest = [...all.filter((row) => row.part !== part), ...measured];
    return order.flatMap((name) => latest.filter((row) => row.part === name));
}

/** The kept figures as a page. Each part says its day and machine, since parts may be measured on different ones. */
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
