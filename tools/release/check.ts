/**
 * `npm run release:check [-- TAG]` checks everything that a release needs and that can be checked without accounts. Exits with 1 if
 * something is wrong.
 */
import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { sumOf } from "./archive";
import { disagreements } from "./changelog";

const run = promisify(execFile);
const CHECKOUT = resolve(__dirname, "../../..");
const MOCHA = [require.resolve("mocha/bin/mocha.js"), "--config=tests/e2e/.mocharc.json", "--no-parallel"];

/** The tests that check the rest: `publint` and `attw`, the archives, and the tarball with each package manager. */
const TESTS = ["packaging", "release", "where-it-runs/package-managers"].map(
    (name) => `dist/tests/e2e/${name}.test.js`,
);

async function digestOfPack(): Promise<string> {
    const directory = await mkdtemp(join(tmpdir(), "github-artifacts-packed-"));
    try {
        const args = ["pack", "--ignore-scripts", "--silent", "--pack-destination", directory];
        const { stdout } = await run("npm", args, { cwd: CHECKOUT, shell: process.platform === "win32" });
        return await sumOf(join(directory, stdout.trim()));
    } finally {
        await rm(directory, { recursive: true });
    }
}

async function differingPacks(): Promise<string[]> {
    const [first, second] = [await digestOfPack(), await digestOfPack()];
    if (first !== second) return [`npm pack is not reproducible: it made ${first}, and then ${second}.`];
    console.log(`npm pack made the same tarball twice: sha256:${first}`);
    return [];
}

/** The documents say in one phrase what holds until the first release. What is tagged is about to be published. */
async function unpublished(tag: string | undefined): Promise<string[]> {
    if (tag === undefined) return [];
    const found = run("git", ["grep", "-i", "--line-number", "published yet", "--", "*.md"], { cwd: CHECKOUT });
    const { stdout } = await found.catch((error: { code: number }) => {
        if (error.code === NONE) return { stdout: "" };
        throw error;
    });
    return stdout === ""
        ? []
        : [`These lines say that nothing is published. Say how to install it from npm:\n${stdout}`];
}

/** The exit code of `git grep` where it finds nothing. */
const NONE = 1;

async function failedTests(): Promise<string[]> {
    const child = spawn(process.execPath, [...MOCHA, ...TESTS], { cwd: CHECKOUT, stdio: "inherit" });
    const [code] = await once(child, "close");
    return code === 0 ? [] : [`The tests above failed: ${TESTS.join(", ")}.`];
}

async function main(tag: string | undefined): Promise<void> {
    const read = (file: string): Promise<string> => readFile(join(CHECKOUT, file), "utf8");
    const { version } = JSON.parse(await read("package.json"));
    const wrong = [
        ...disagreements(version, await read("CHANGELOG.md"), tag),
        ...(await unpublished(tag)),
        ...(await differingPacks()),
        ...(await failedTests()),
    ];
    for (const one of wrong) console.error(one);
    console.log(wrong.length === 0 ? `${version} can be released.` : `${version} cannot be released.`);
    process.exitCode = wrong.length === 0 ? 0 : 1;
}

void main(process.argv[2]);
