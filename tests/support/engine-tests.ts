import { readdirSync } from "node:fs";
import { join } from "node:path";
import { CHECKOUT } from "./installation";

const DIRECTORY = "dist/tests/e2e";

/** The slowest tests, slowest first. If a slow test started last, the other processes would wait for it. */
const LONGEST = [
    "programs",
    "plugin-examples",
    "examples",
    "faults",
    "kills",
    "largest-set",
    "moves",
    "where-it-runs/package-managers",
    "partial-failure",
    "replies",
    "diagnosis",
    "serialised-text",
    "languages/sdks",
    "lives/plugin-python",
    "lives/dynamic-resources",
    "lives/plugin-javascript",
    "lives/plugin-yaml",
    "demo",
    "inputs",
    "drift",
    "options/flags",
    "options/stacks",
    "options/options",
    "options/replacements",
    "old-states",
];

/** Mocha's arguments for all tests on the engine, in the order in which its processes run them. */
export function engineTests(): string[] {
    const all = readdirSync(join(CHECKOUT, DIRECTORY), { recursive: true, encoding: "utf8" })
        .filter((file) => file.endsWith(".test.js"))
        .map((file) => file.replaceAll("\\", "/").replace(/\.test\.js$/, ""))
        .sort();
    const gone = LONGEST.filter((name) => !all.includes(name));
    if (gone.length > 0) throw new Error(`There are no longer any tests named ${gone.join(", ")}`);
    const ordered = [...LONGEST, ...all.filter((name) => !LONGEST.includes(name))];
    return ["--config=tests/e2e/.mocharc.json", ...ordered.map((name) => `${DIRECTORY}/${name}.test.js`)];
}
