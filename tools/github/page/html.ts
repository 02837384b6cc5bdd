import { printable } from "../printable";

/** Text that is HTML already. It comes from {@link html} and {@link trusted} alone. */
export class Html {
    constructor(readonly text: string) {}
}

/** What may stand in a template: plain text and numbers are escaped, HTML is taken as it is. */
export type Part = string | number | Html | readonly Html[];

/** HTML from a template. Every value in it is escaped unless it is HTML itself, so no record can bring in a tag. */
export function html(template: TemplateStringsArray, ...parts: readonly Part[]): Html {
    return new Html(template.map((text, index) => text + toHtml(parts[index] ?? "")).join(""));
}

/** Takes text for HTML. Only for constants of this program. */
export function trusted(text: string): Html {
    return new Html(text);
}

const ENTITIES: Readonly<Record<string, string>> = {
    "&": "&amp;",
    "<": "&lt;",
    ">": "&gt;",
    '"': "&quot;",
    "'": "&#39;",
};

function toHtml(part: Part): string {
    if (part instanceof Html) {
        return part.text;
    }
    return typeof part === "object" ? part.map(({ text }) => text).join("") : escaped(String(part));
}

// A control character has no entity, and a reversed reading direction would reach the cells beside it.
function escaped(text: string): string {
    return printable(text).replace(/[&<>"']/g, (character) => ENTITIES[character] ?? "");
}
