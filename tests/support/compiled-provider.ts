/**
 * A copy of this file lies in the SDK of the tests' installation, in the place of the process that runs dynamic providers, which is one file
 * beside it. Started with `--compile`, it keeps compiled code as soon as the provider would say its port.
 */
import { join } from "node:path";
import { load } from "./compiled-code";

const { keepCode } = load(join(__dirname, "index.js"), join(__dirname, "whole-provider.js"));

if (process.argv[2] === "--compile") {
    console.log = () => {
        keepCode();
        process.exit();
    };
}
