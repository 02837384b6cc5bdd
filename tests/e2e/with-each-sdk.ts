/**
 * `npm run test:sdk`: every test on the real engine, with the oldest `@pulumi/pulumi` that the package takes and with the
 * newest. The demo and the examples run with the one of the checkout each time.
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
