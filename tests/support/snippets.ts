import { readdirSync } from "node:fs";

/** A block of code in the documentation. */
export interface Snippet {
    /** The file, with forward slashes, from the root. */
    readonly file: string;
    /** The line of the file on which the code begins, counted from 1. */
    readonly line: number;
    /** The text after the opening fence: `ts`, `sh`, or nothing. */
    readonly language: string;
    readonly code: string;
}

const FENCE = /^(\s*)(`{3,}|~{3,})\s*([^\s`]*)/;

/** The code blocks of a Markdown text, including those that are indented in a list. */
export function snippetsOf(file: string, text: string): Snippet[] {
    const found: Snippet[] = [];
    let open: { fence: string; indent: string; language: string; line: number; code: string[] } | undefined;
    for (const [index, line] of text.split(/\r?\n/).entries()) {
        if (open === undefined) {
            const [, indent = "", fence, language = ""] = FENCE.exec(line) ?? [];
            if (fence !== undefined) open = { fence, indent, language, line: index + 2, code: [] };
        } else if (line.trim() === open.fence) {
            found.push({ file, line: open.line, language: open.language, code: open.code.join("\n") });
            open = undefined;
        } else {
            open.code.push(line.startsWith(open.indent) ? line.slice(open.indent.length) : line.trimStart());
        }
    }
    if (open !== undefined) throw new Error(`${file}:${open.line}: a block of code is not closed`);
    return found;
}

/** The text of the doc comments of a source file, each on its own line, with the code between them left empty. */
export const docCommentsOf = (source: string): string =>
    source
        .split("\n")
        .map((line) => /^\s*\* ?(?!\/)(.*)$/.exec(line)?.[1] ?? "")
        .join("\n");

/** The files with an ending in a folder, as paths from the root, without installed packages. */
export const filesIn = (root: string, folder: string, ending: string): string[] =>
    readdirSync(`${root}/${folder}`, { recursive: true, encoding: "utf8" })
        .map((file) => `${folder}/${file.replaceAll("\\", "/")}`)
        .filter((file) => file.endsWith(ending) && !file.includes("/node_modules/"))
        .sort();
