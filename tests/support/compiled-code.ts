/**
 * A copy of this file lies in the SDK of the tests' installation, and loads large files of JavaScript with the code that V8 has compiled of
 * them before: that takes half of the time. V8 ignores that code with other flags.
 */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire, Module } from "node:module";
import { dirname } from "node:path";
import { Script } from "node:vm";

/** What was loaded, and what keeps the code that V8 has compiled of it until then. */
export interface Loaded {
    readonly exports: unknown;
    readonly keepCode: () => void;
}

/** Loads `text`, which is ASCII, as the module `filename`. */
export function load(filename: string, text: string): Loaded {
    // V8 takes code of another Node.js with the same V8 for its own, and crashes.
    const code = `${text}-${process.version}.bin`;
    // One byte a character: reading UTF-8 takes longer.
    const script = new Script(Module.wrap(readFileSync(text, "latin1")), {
        filename,
        ...(existsSync(code) && { cachedData: readFileSync(code) }),
    });
    const loaded = new Module(filename, module);
    loaded.filename = filename;
    require.cache[filename] = loaded;
    script.runInThisContext()(loaded.exports, createRequire(filename), loaded, filename, dirname(filename));
    return { exports: loaded.exports, keepCode: () => writeFileSync(code, script.createCachedData()) };
}
