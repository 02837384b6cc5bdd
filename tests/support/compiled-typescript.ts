/**
 * A copy of this file lies in the SDK of the tests' installation, and loads TypeScript with the code that V8 has compiled of it before:
 * that takes half of the time. Started as a program, it writes that code. V8 ignores it with other flags.
 */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire, Module } from "node:module";
import { dirname, join } from "node:path";
import { setFlagsFromString } from "node:v8";
import { Script } from "node:vm";

const filename = require.resolve("typescript");
// V8 takes code of another Node.js with the same V8 for its own, and crashes.
const CODE = join(__dirname, `compiled-typescript-${process.version}.bin`);
const compiles = require.main === module;

// As the SDK does before it reads functions.
if (compiles) setFlagsFromString("--allow-natives-syntax");

function load(): unknown {
    const script = new Script(Module.wrap(readFileSync(filename, "utf8")), {
        filename,
        ...(existsSync(CODE) && { cachedData: readFileSync(CODE) }),
    });
    const loaded = new Module(filename, module);
    require.cache[filename] = loaded;
    script.runInThisContext()(loaded.exports, createRequire(filename), loaded, filename, dirname(filename));
    const { exports } = loaded;
    if (compiles) {
        // So that V8 compiles what reads a function, too.
        exports.createSourceFile("", "(async function f(a) { return a; })", exports.ScriptTarget.Latest, true);
        writeFileSync(CODE, script.createCachedData());
    }
    return exports;
}

module.exports = require.cache[filename]?.exports ?? load();
