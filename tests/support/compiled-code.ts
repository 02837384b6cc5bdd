/**
 * A copy of this file is in the SDK of the tests' installation. It loads large JavaScript files with code that V8 compiled before, which
 * takes half of the time. With other flags, V8 ignores that code.
 */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire, Module } from "node:module";
import { dirname } from "node:path";
import { Script } from "node:vm";

/** The loaded module, and a function that keeps the code that V8 has compiled so far. */
export interface Loaded {
    readonly exports: unknown;
    readonly keepCode: () => void;
}

/** Loads `text`, which is ASCII, as the module `filename`. */
export function load(filename: string, text: string): Loaded {
    // V8 accepts code from another Node.js with the same V8 version, and crashes.
    const code = `${text}-${process.version}.bin`;
    // latin1 has one byte for each character. Reading UTF-8 takes longer.
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
