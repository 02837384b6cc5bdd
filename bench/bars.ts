/** One bar: its label and its length. */
export interface Bar {
    readonly label: string;
    readonly value: number;
    /** True for the peer that the figure is compared with. */
    readonly isPeer: boolean;
}

/** A chart of horizontal bars in groups, each under a heading. */
export interface Bars {
    readonly title: string;
    /** A line under the title that says what was measured. */
    readonly note: string;
    readonly unit: string;
    readonly groups: readonly { readonly heading: string; readonly bars: readonly Bar[] }[];
}

const [WIDTH, MARGIN, LABELS, VALUES] = [760, 20, 190, 70];
const [ROW, HEADING, TOP] = [26, 30, 78];

// The chart has its own background, since a picture does not get the colors of its page.
const STYLE = `
rect.back { fill: #ffffff; } text { font: 14px system-ui, "Segoe UI", "DejaVu Sans", sans-serif; fill: #1f2328; }
.title { font-size: 17px; font-weight: 600; } .dim { fill: #57606a; } .ours { fill: #0969da; } .peer { fill: #8c959f; }
@media (prefers-color-scheme: dark) {
  rect.back { fill: #0d1117; } text { fill: #e6edf3; } .dim { fill: #9ea7b3; } .ours { fill: #4493f8; } .peer { fill: #6e7681; }
}
`;

/** The chart as an SVG that is readable in light and dark mode. Its text stays text, and each bar has its figure beside it. */
export function toBars({ title, note, unit, groups }: Bars): string {
    const longest = Math.max(...groups.flatMap(({ bars }) => bars.map(({ value }) => value)));
    const room = WIDTH - 2 * MARGIN - LABELS - VALUES;
    const drawn: string[] = [];
    let y = TOP;
    for (const { heading, bars } of groups) {
        drawn.push(text(MARGIN, y + 16, heading, "dim"));
        y += HEADING;
        for (const bar of bars) {
            drawn.push(...draw(bar, unit, y, Math.max(1, (bar.value / longest) * room)));
            y += ROW;
        }
    }
    const height = y + MARGIN;
    return [
        `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" aria-labelledby="title">`,
        `<title id="title">${escaped(`${title}: ${groups.flatMap((group) => said(group, unit)).join("; ")}`)}</title>`,
        `<style>${STYLE}</style>`,
        `<rect class="back" width="${WIDTH}" height="${height}" rx="8"/>`,
        text(MARGIN, MARGIN + 14, title, "title"),
        text(MARGIN, MARGIN + 38, note, "dim"),
        ...drawn,
        "</svg>\n",
    ].join("\n");
}

function draw({ label, value, isPeer }: Bar, unit: string, y: number, length: number): string[] {
    const start = MARGIN + LABELS;
    return [
        text(MARGIN, y + 14, label),
        `<rect class="${isPeer ? "peer" : "ours"}" x="${start}" y="${y}" width="${length.toFixed(1)}" height="18" rx="2"/>`,
        text(start + length + 8, y + 14, `${value} ${unit}`),
    ];
}

const said = ({ heading, bars }: Bars["groups"][number], unit: string): string[] =>
    bars.map(({ label, value }) => `${heading}, ${label}: ${value} ${unit}`);

function text(x: number, y: number, content: string, look = ""): string {
    const classes = look === "" ? "" : ` class="${look}"`;
    return `<text x="${Number(x.toFixed(1))}" y="${y}"${classes}>${escaped(content)}</text>`;
}

const ENTITIES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;" };

const escaped = (content: string): string => content.replace(/[&<>]/g, (character) => ENTITIES[character] ?? "");
