/**
 * `npm run test:cli` runs every test on the real engine with the oldest supported Pulumi CLI and with `NEWEST_VERSION`, or with the
 * versions given as arguments. It keeps each CLI that it downloads or builds.
 */
import { spawnSync } from "node:child_process";
import { delimiter, join } from "node:path";
import { engineOfVersion } from "../../tools/pulumi/engine-of-version";
import { MINIMUM_VERSION, NEWEST_VERSION } from "../../tools/pulumi/versions";
import { engineTests } from "../support/engine-tests";
import { CHECKOUT } from "../support/installation";

const MOCHA = [require.resolve("mocha/bin/mocha.js"), ...engineTests()];

async function passesWith(version: string): Promise<boolean> {
    const root = await engineOfVersion(version);
    process.stdout.write(`\nWith the CLI ${version}:\n`);
    // The tests use the first CLI on PATH.
    const env = { ...process.env, PATH: [join(root, "bin"), process.env.PATH].join(delimiter) };
    return spawnSync(process.execPath, MOCHA, { cwd: CHECKOUT, env, stdio: "inherit" }).status === 0;
}

async function main(named: readonly string[]): Promise<void> {
    const failing: string[] = [];
    for (const version of named.length > 0 ? named : [MINIMUM_VERSION, NEWEST_VERSION]) {
        if (!(await passesWith(version))) failing.push(version);
    }
    process.stdout.write(failing.length === 0 ? "\nAll pass.\n" : `\nFailed with ${failing.join(" and ")}.\n`);
    process.exitCode = failing.length === 0 ? 0 : 1;
}

void main(process.argv.slice(2));
