import { posix } from "node:path";

/** One import of a source file. */
export interface Import {
    /** The file without its ending: `provider/record-set/plan`. */
    readonly from: string;
    /** A file of the project without its ending, or a package: `provider/ownership/run`, `node:util`, `@octokit/rest`. */
    readonly to: string;
    /** `type` is gone once compiled, `static` loads with the file, `late` by `import()` or `require()` while it runs. */
    readonly when: "type" | "static" | "late";
}

const STATEMENT = /^(?:import|export)\s+(type\s)?\s*(?:([^;"']*?)\s*from\s*)?["']([^"']+)["']/gm;
const CALL = /(typeof\s+)?\b(?:import|require)\(\s*["']([^"']+)["']\s*\)/g;
/** Comments, as far as none of them stands behind code on its line. */
export const COMMENT = /\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm;

/** The imports of a source file that is formatted as this project's are: each statement begins its line. */
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

/** True for `{ type A, type B }`: the compiler drops such a statement. */
function isAllTypes(names: string): boolean {
    const inBraces = /^\{([^}]*)\}$/.exec(names.trim())?.[1];
    if (inBraces === undefined) return false;
    const each = inBraces.split(",").map((name) => name.trim());
    return each.filter((name) => name !== "").every((name) => name.startsWith("type "));
}
