/** A copy of this file lies in the SDK of the tests' installation, in the place of TypeScript. Started as a program, it keeps compiled code. */
import { join } from "node:path";
import { setFlagsFromString } from "node:v8";
import { load } from "./compiled-code";

const filename = require.resolve("typescript");
const text = join(__dirname, "small-typescript.js");

function compile(): void {
    // As the SDK does before it reads functions.
    setFlagsFromString("--allow-natives-syntax");
    const { exports, keepCode } = load(filename, text);
    const { createSourceFile, ScriptTarget } = exports as typeof import("typescript");
    // So that V8 compiles what reads a function, too.
    createSourceFile("", "(async function f(a) { return a; })", ScriptTarget.Latest, true);
    keepCode();
}

if (require.main === module) compile();
else module.exports = require.cache[filename]?.exports ?? load(filename, text).exports;
