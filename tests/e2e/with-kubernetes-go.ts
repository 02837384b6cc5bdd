/**
 * `npm run test:kubernetes-go` runs examples/kubernetes-go on the real engine with the real Kubernetes plugin. The first run compiles the
 * Kubernetes SDK for Go, which takes more than a minute of a core, so `npm test` skips it.
 */
import { spawnSync } from "node:child_process";
import { CHECKOUT } from "../support/installation";

const MOCHA = [require.resolve("mocha/bin/mocha.js"), "--config=tests/e2e/.mocharc.json", "--no-parallel"];
const TEST = ["dist/tests/e2e/plugin-examples.test.js", "--grep=examples/kubernetes-go"];

const env = { ...process.env, TESTED_KUBERNETES_GO: "true" };
process.exitCode =
    spawnSync(process.execPath, [...MOCHA, ...TEST], { cwd: CHECKOUT, env, stdio: "inherit" }).status ?? 1;
