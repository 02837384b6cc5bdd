import { readdirSync } from "node:fs";
import { join } from "node:path";
import { CHECKOUT } from "./installation";

const DIRECTORY = "dist/tests/e2e";

/** What takes longest, the longest first: whatever long is begun last is waited for by processes that have nothing more to do. */
const LONGEST = [
    "programs",
    "moves",
    "languages/sdks",
    "examples",
    "plugin-examples",
    "kills",
    "sdk-versions",
    "drift",
    "inputs",
    "where-it-runs/package-managers",
    "lives/dynamic-resources",
    "lives/plugin-javascript",
    "lives/plugin-python",
    "lives/plugin-yaml",
    "options/stacks",
    "options/replacements",
    "options/flags",
    "options/options",
    "old-states",
    "partial-failure",
    "faults",
    "demo",
];

/** Mocha's arguments for all tests on the engine, in the order in which its processes take them. */
export function engineTests(): string[] {
    const all = readdirSync(join(CHECKOUT, DIRECTORY), { recursive: true, encoding: "utf8" })
        .filter((file) => file.endsWith(".test.js"))
        .map((file) => file.replaceAll("\\", "/").replace(/\.test\.js$/, ""))
        .sort();
    const gone = LONGEST.filter((name) => !all.includes(name));
    if (gone.length > 0) throw new Error(`There are no tests any more named ${gone.join(", ")}`);
    const ordered = [...LONGEST, ...all.filter((name) => !LONGEST.includes(name))];
    return ["--config=tests/e2e/.mocharc.json", ...ordered.map((name) => `${DIRECTORY}/${name}.test.js`)];
}
