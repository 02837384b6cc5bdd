import { type Line, type Span, wrap } from "./terminal-text";

/** A terminal with a command and its output. */
export interface Screen {
    /** The description for screen readers. */
    readonly title: string;
    readonly command: string;
    readonly lines: readonly Line[];
}

const COLUMNS = 120;
const SIZE = 14;
const ADVANCE = 8.43; // For DejaVu Sans Mono and Menlo, the widest of the fonts below.
const HEIGHT = 20;
const MARGIN = 16;

const COLOURS: Readonly<Record<string, string>> = {
    red: "#ff7b72",
    green: "#56d364",
    yellow: "#e3b341",
    magenta: "#d2a8ff",
    "bright-blue": "#79c0ff",
    "bright-magenta": "#f0a6ff",
};

const STYLE = [
    `text { font: ${SIZE}px ui-monospace, SFMono-Regular, Menlo, "DejaVu Sans Mono", Consolas, monospace; fill: #e6edf3; }`,
    "text { white-space: pre; } .bold { font-weight: 700; } .dim { fill: #9ea7b3; }",
    ...Object.entries(COLOURS).map(([name, value]) => `.${name} { fill: ${value}; }`),
].join("\n");

/** The screen as an SVG. Its text stays text. @throws for an unknown color */
export function toSvg({ title, command, lines }: Screen): string {
    const prompt: Line = [
        { text: "$ ", colour: "dim" },
        { text: command, bold: true },
    ];
    const rows = [prompt, ...lines].flatMap((line) => wrap(withoutEnd(line), COLUMNS).map(withoutEnd));
    const [width, height] = [Math.ceil(COLUMNS * ADVANCE) + 2 * MARGIN, rows.length * HEIGHT + 2 * MARGIN];
    return [
        `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" aria-labelledby="title">`,
        `<title id="title">${escaped(title)}</title>`,
        `<style>\n${STYLE}\n</style>`,
        `<rect width="${width}" height="${height}" rx="8" fill="#0d1117"/>`,
        ...rows.flatMap((row, index) => toText(row, MARGIN + index * HEIGHT + SIZE)),
        "</svg>\n",
    ].join("\n");
}

function toText(row: Line, y: number): string[] {
    return row.length === 0
        ? []
        : [`<text x="${MARGIN}" y="${y}" xml:space="preserve">${joined(row).map(toSpan).join("")}</text>`];
}

function toSpan(span: Span): string {
    const classes = classesOf(span);
    return classes === "" ? escaped(span.text) : `<tspan class="${classes}">${escaped(span.text)}</tspan>`;
}

function classesOf({ colour, bold }: Span): string {
    if (colour !== undefined && colour !== "dim" && COLOURS[colour] === undefined) {
        throw new Error(`No colour is chosen for ${colour}.`);
    }
    return [colour, bold ? "bold" : undefined].filter((name) => name !== undefined).join(" ");
}

/** Joins adjacent spans of the same style, since programs set a color again for each word. */
function joined(row: Line): Span[] {
    const spans: Span[] = [];
    for (const span of row) {
        const before = spans.at(-1);
        if (before !== undefined && classesOf(before) === classesOf(span)) {
            spans[spans.length - 1] = { ...before, text: before.text + span.text };
        } else {
            spans.push(span);
        }
    }
    return spans;
}

function withoutEnd(line: Line): Line {
    const last = line.findLastIndex(({ text }) => text.trim() !== "");
    return line
        .slice(0, last + 1)
        .map((span, index) => (index === last ? { ...span, text: span.text.trimEnd() } : span));
}

const ENTITIES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;" };

const escaped = (text: string): string => text.replace(/[&<>]/g, (character) => ENTITIES[character] ?? "");
