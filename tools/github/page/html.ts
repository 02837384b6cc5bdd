import { printable } from "../printable";

/** Text that is HTML. Only {@link html} and {@link trusted} make it. */
export class Html {
    constructor(readonly text: string) {}
}

/** A value in a template. Text and numbers are escaped, and HTML is kept. */
export type Part = string | number | Html | readonly Html[];

/** HTML from a template. Every value is escaped unless it is HTML, so no record can insert a tag. */
export function html(template: TemplateStringsArray, ...parts: readonly Part[]): Html {
    return new Html(template.map((text, index) => text + toHtml(parts[index] ?? "")).join(""));
}

/** Marks text as HTML. Only for constants of this program. */
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

// A control character has no entity, and a reversed text direction would affect the cells beside it.
function escaped(text: string): string {
    return printable(text).replace(/[&<>"']/g, (character) => ENTITIES[character] ?? "");
}
