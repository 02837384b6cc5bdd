/**
 * A copy of this file is in the SDK of the tests' installation. It replaces the process that runs dynamic providers, which is one file
 * beside it. With `--compile`, it keeps compiled code as soon as the provider would print its port.
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
