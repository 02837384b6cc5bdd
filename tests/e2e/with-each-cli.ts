/**
 * `npm run test:cli`: every test on the real engine, with the oldest Pulumi CLI that is supported and with the newest that was had, or with the
 * versions that are named. Each is kept once it is downloaded or built.
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
    // What is first on PATH is what the tests take.
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
