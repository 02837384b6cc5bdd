import Anser from "anser";

/** A piece of a line in one style. */
export interface Span {
    readonly text: string;
    /** `red`, `bright-magenta`. Undefined for the terminal's default. */
    readonly colour?: string;
    readonly bold?: boolean;
}

/** A line in a terminal. */
export type Line = readonly Span[];

const TAB = 8;

/** Parses a program's output for a terminal. Colors become spans, and tabs become spaces up to the next tab stop. */
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

/** The text of a line, without its styles. */
export const textOf = (line: Line): string => line.map(({ text }) => text).join("");

/**
 * Breaks a line into rows of at most `columns` columns. If there is a space in the second half of a row, the row breaks after it.
 * That is easier to read than a terminal's breaks within a word.
 */
export function wrap(line: Line, columns: number): Line[] {
    const rows: Line[] = [];
    let rest = line;
    while (lengthOf(rest) > columns) {
        const end = [...textOf(rest)].slice(0, columns + 1).lastIndexOf(" ") + 1;
        // The space itself may be outside of the row, since it is invisible.
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
