/** A copy of this file replaces TypeScript in the SDK of the tests' installation. Run as a program, it keeps compiled code. */
import { join } from "node:path";
import { setFlagsFromString } from "node:v8";
import { load } from "./compiled-code";

const filename = require.resolve("typescript");
const text = join(__dirname, "small-typescript.js");

function compile(): void {
    // The SDK sets this flag before it reads functions.
    setFlagsFromString("--allow-natives-syntax");
    const { exports, keepCode } = load(filename, text);
    const { createSourceFile, ScriptTarget } = exports as typeof import("typescript");
    // This lets V8 compile the code that reads a function, too.
    createSourceFile("", "(async function f(a) { return a; })", ScriptTarget.Latest, true);
    keepCode();
}

if (require.main === module) compile();
else module.exports = require.cache[filename]?.exports ?? load(filename, text).exports;
