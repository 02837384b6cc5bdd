// What `npm run build` does: it compiles to dist/ what has changed since the last time, and removes what has no source there any more. It
// begins anew where something is missing, since the compiler trusts its notes.
const { spawnSync } = require("node:child_process");
const { existsSync, readdirSync, rmSync } = require("node:fs");
const { join } = require("node:path");
const { include } = require("./tsconfig.json");

const NOTES = join("dist", "compiled.tsbuildinfo");

const filesIn = (directory) =>
    readdirSync(directory, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map(({ parentPath, name }) => join(parentPath, name));

const sources = include.flatMap(filesIn).filter((file) => /(?<!\.d)\.ts$/.test(file));
const kinds = [".js", ".js.map", ".d.ts"];
const outputs = sources.flatMap((file) => kinds.map((kind) => join("dist", file.replace(/\.ts$/, kind))));

if (existsSync("dist")) {
    const isOurs = new Set([...outputs, NOTES]);
    // Beside them lie the JSON files that are imported, under their own names.
    const hasSource = (file) => isOurs.has(file) || (file.endsWith(".json") && existsSync(file.slice("dist/".length)));
    for (const file of filesIn("dist")) if (!hasSource(file)) rmSync(file);
    if (!outputs.every((file) => existsSync(file))) rmSync(NOTES, { force: true });
}
const compiler = require.resolve("typescript/bin/tsc");
const args = [compiler, "--incremental", "--tsBuildInfoFile", NOTES];
process.exitCode = spawnSync(process.execPath, args, { stdio: "inherit" }).status ?? 1;
