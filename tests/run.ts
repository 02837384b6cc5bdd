/**
 * `npm test`, after build, format and lint: the unit tests with their coverage, beside them the types of the examples and the tests on the
 * real engine, and one count of all. With the argument `e2e` just the latter.
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { engineTests } from "./support/engine-tests";
import { CHECKOUT } from "./support/installation";

const C8 = require.resolve("c8/bin/c8.js");
const MOCHA = require.resolve("mocha/bin/mocha.js");

/** Coverage is that of one process: of those that mocha ends, some have no time to write theirs. */
const UNIT = [C8, process.execPath, MOCHA, "dist/tests/unit/**/*.test.js"];

/** `npm run typecheck:examples`, which takes seconds. */
const EXAMPLES = ["dist/tools/examples/main.js"];

/** Whether it ended well, and how many tests passed, failed and were skipped. */
interface Run {
    readonly isGood: boolean;
    readonly counts: readonly number[];
}

const CLOSING_LINE = /^(\d+) passed, (\d+) failed(?:, (\d+) skipped)?$/;

/** Starts a run, and reads its closing line. What else it prints is shown when the `earlier` run has ended. */
async function run(args: readonly string[], earlier: Promise<unknown>): Promise<Run> {
    const child = spawn(process.execPath, args, { cwd: CHECKOUT, stdio: ["ignore", "pipe", "inherit"] });
    const ended = new Promise<number | null>((resolve) => child.once("close", resolve));
    let counts: readonly number[] = [];
    let shown = "";
    let show = (line: string): void => {
        shown += line;
    };
    const isNext = earlier.then(() => {
        process.stdout.write(shown);
        show = (line) => void process.stdout.write(line);
    });
    for await (const line of createInterface(child.stdout)) {
        const closing = CLOSING_LINE.exec(line);
        if (closing === null) show(`${line}\n`);
        else counts = closing.slice(1).map((count = "0") => Number(count));
    }
    await isNext;
    return { isGood: (await ended) === 0 && counts.length > 0, counts };
}

/** Runs a check, which counts only where it fails. It prints what is wrong. */
async function check(args: readonly string[]): Promise<Run> {
    const child = spawn(process.execPath, args, { cwd: CHECKOUT, stdio: ["ignore", "inherit", "inherit"] });
    const [code] = await once(child, "close");
    return { isGood: code === 0, counts: code === 0 ? [] : [0, 1] };
}

async function main(): Promise<void> {
    const unit = process.argv[2] === "e2e" ? [] : [run(UNIT, Promise.resolve()), check(EXAMPLES)];
    // One process runs the unit tests: it would leave all cores but one without work.
    const runs = await Promise.all([...unit, run([MOCHA, ...engineTests()], Promise.all(unit))]);
    const [passed, failed, skipped] = [0, 1, 2].map((of) =>
        runs.reduce((sum, { counts }) => sum + (counts[of] ?? 0), 0),
    );
    process.exitCode = runs.every(({ isGood }) => isGood) ? 0 : 1;
    process.stdout.write(`${passed} passed, ${failed} failed${skipped === 0 ? "" : `, ${skipped} skipped`}\n`);
}

void main();
