/**
 * `npm run test:sdk` runs every test on the real engine twice: with the oldest `@pulumi/pulumi` that the package supports, and
 * with the newest. The demo and the examples use the version of the checkout both times.
 */
import { spawnSync } from "node:child_process";
import { engineTests } from "../support/engine-tests";
import { CHECKOUT, type Sdk } from "../support/installation";

const SDKS: readonly Sdk[] = ["oldest", "newest"];
const MOCHA = [require.resolve("mocha/bin/mocha.js"), ...engineTests()];

function passesWith(sdk: Sdk): boolean {
    process.stdout.write(`\nWith the ${sdk} @pulumi/pulumi:\n`);
    const env = { ...process.env, PULUMI_SDK_VERSION: sdk };
    return spawnSync(process.execPath, MOCHA, { cwd: CHECKOUT, env, stdio: "inherit" }).status === 0;
}

const failing = SDKS.filter((sdk) => !passesWith(sdk));
process.stdout.write(failing.length === 0 ? "\nBoth pass.\n" : `\nFailed with the ${failing.join(" and the ")}.\n`);
process.exitCode = failing.length === 0 ? 0 : 1;
