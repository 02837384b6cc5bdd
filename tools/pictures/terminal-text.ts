import Anser from "anser";

/** A piece of a line in one look. */
export interface Span {
    readonly text: string;
    /** `red`, `bright-magenta`; undefined for the terminal's own. */
    readonly colour?: string;
    readonly bold?: boolean;
}

/** A line as a terminal shows it. */
export type Line = readonly Span[];

const TAB = 8;

/** Reads what a program printed for a terminal: its colours become spans, and tabs the spaces up to the next stop. */
export function parseTerminalText(printed: string): Line[] {
    const lines: Span[][] = [[]];
    for (const { content, fg, decorations } of Anser.ansiToJson(printed, { use_classes: true, remove_empty: true })) {
        const look = {
            ...(fg && { colour: fg.replace(/^ansi-/, "") }),
            ...(decorations.includes("bold") && { bold: true }),
        };
        for (const [index, text] of content.split("\n").entries()) {
            if (index > 0) lines.push([]);
            const line = lines.at(-1) ?? [];
            if (text !== "") line.push({ ...look, text: withoutTabs(text, lengthOf(line)) });
        }
    }
    return lines;
}

/** The text of a line, whatever it looks like. */
export const textOf = (line: Line): string => line.map(({ text }) => text).join("");

/**
 * Breaks a line into rows of at most so many columns: after a space where there is one in the row's second half, which
 * reads better than a terminal's breaks amid a word.
 */
export function wrap(line: Line, columns: number): Line[] {
    const rows: Line[] = [];
    let rest = line;
    while (lengthOf(rest) > columns) {
        const end = [...textOf(rest)].slice(0, columns + 1).lastIndexOf(" ") + 1;
        // The space itself may stand outside: it is not to be seen.
        const width = end > columns / 2 ? end : columns;
        rows.push(cut(rest, 0, width));
        rest = cut(rest, width);
    }
    return [...rows, rest];
}

function cut(line: Line, from: number, to = Number.POSITIVE_INFINITY): Line {
    const spans: Span[] = [];
    let column = 0;
    for (const span of line) {
        const characters = [...span.text];
        const text = characters.slice(Math.max(0, from - column), Math.max(0, to - column)).join("");
        if (text !== "") spans.push({ ...span, text });
        column += characters.length;
    }
    return spans;
}

function withoutTabs(text: string, column: number): string {
    const [first = "", ...others] = text.split("\t");
    let shown = first;
    for (const after of others) {
        shown += " ".repeat(TAB - ((column + [...shown].length) % TAB)) + after;
    }
    return shown;
}

const lengthOf = (line: Line): number => [...textOf(line)].length;
