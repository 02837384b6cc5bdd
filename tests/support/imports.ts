import { posix } from "node:path";

/** One import of a source file. */
export interface Import {
    /** The file without its extension: `provider/record-set/plan`. */
    readonly from: string;
    /** A file of the project without its extension, or a package: `provider/ownership/run`, `node:util`, `@octokit/rest`. */
    readonly to: string;
    /** The compiler drops `type`. `static` loads with the file, and `late` by `import()` or `require()` while the file runs. */
    readonly when: "type" | "static" | "late";
}

const STATEMENT = /^(?:import|export)\s+(type\s)?\s*(?:([^;"']*?)\s*from\s*)?["']([^"']+)["']/gm;
const CALL = /(typeof\s+)?\b(?:import|require)\(\s*["']([^"']+)["']\s*\)/g;
/** Comments, except line comments that follow code on the same line. */
export const COMMENT = /\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm;

/** The imports of a source file in this project's format, in which each statement begins a line. */
export function importsOf(file: string, source: string): Import[] {
    const from = file.replace(/\.ts$/, "");
    const text = source.replaceAll(COMMENT, "");
    const statements = [...text.matchAll(STATEMENT)].map(
        ([, type, names = "", specifier]): Import => ({
            from,
            to: resolve(from, specifier as string),
            when: type !== undefined || isAllTypes(names) ? "type" : "static",
        }),
    );
    const calls = [...text.matchAll(CALL)].map(
        ([, type, specifier]): Import => ({
            from,
            to: resolve(from, specifier as string),
            when: type === undefined ? "late" : "type",
        }),
    );
    return [...statements, ...calls];
}

const resolve = (from: string, specifier: string): string =>
    specifier.startsWith(".") ? posix.join(posix.dirname(from), specifier) : specifier;

/** True for `{ type A, type B }`, since the compiler drops such a statement. */
function isAllTypes(names: string): boolean {
    const inBraces = /^\{([^}]*)\}$/.exec(names.trim())?.[1];
    if (inBraces === undefined) return false;
    const each = inBraces.split(",").map((name) => name.trim());
    return each.filter((name) => name !== "").every((name) => name.startsWith("type "));
}
