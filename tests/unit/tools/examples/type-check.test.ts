import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pluginProgramsIn, programsIn, typeCheck } from "../../../../tools/examples/type-check";

describe("The type check of the examples", () => {
    let root: string;
    beforeEach(() => {
        root = mkdtempSync(join(tmpdir(), "github-artifacts-type-check-"));
    });
    afterEach(() => rmSync(root, { recursive: true, force: true }));

    const compilerOptions = { target: "ES2022", lib: ["ES2022"], types: [], strict: true };
    function program(name: string, source: string, tsconfig = JSON.stringify({ compilerOptions })): void {
        mkdirSync(join(root, name));
        writeFileSync(join(root, name, "index.ts"), source);
        writeFileSync(join(root, name, "tsconfig.json"), tsconfig);
    }

    it("covers every folder that is a program", () => {
        program("one", "");
        mkdirSync(join(root, "pipeline"));
        program("two", "");
        assert.deepEqual(programsIn(root), [join(root, "one"), join(root, "two")]);
    });

    it("leaves out a program with the plugin, which needs an SDK", () => {
        program("dynamic", "");
        writeFileSync(join(root, "dynamic", "Pulumi.yaml"), "name: dynamic\nruntime: nodejs\n");
        program("plugin", "");
        writeFileSync(
            join(root, "plugin", "Pulumi.yaml"),
            "name: plugin\nruntime: nodejs\nplugins:\n    providers: []\n",
        );
        assert.deepEqual(programsIn(root), [join(root, "dynamic")]);
        assert.deepEqual(pluginProgramsIn(root), [join(root, "plugin")]);
    });

    it("reports what is wrong and in which program, and nothing about a correct program beside it", () => {
        program("right", "export const a: number = 1;");
        program("wrong", 'export const a: number = "1";');
        const [line, ...more] = typeCheck(programsIn(root)).trim().split("\n");
        assert.match(line as string, /wrong\/index\.ts\(1,14\): error TS2322: /);
        assert.deepEqual(more, []);
        assert.equal(typeCheck([join(root, "right")]), "");
    });

    it("checks each program with its own settings", () => {
        const loose = JSON.stringify({ compilerOptions: { ...compilerOptions, strict: false } });
        program("strict", "export const a = (b) => b;");
        program("loose", "export const a = (b) => b;", loose);
        assert.match(typeCheck(programsIn(root)).trim(), /^[^\n]*strict\/index\.ts\(1,19\): error TS7006: [^\n]*$/);
    });

    it("reports settings that cannot be read or are wrong", () => {
        mkdirSync(join(root, "none"));
        assert.match(typeCheck([join(root, "none")]), /error TS5083: Cannot read file/);
        program("odd", "", JSON.stringify({ compilerOptions: { ...compilerOptions, target: "ES1" } }));
        assert.match(typeCheck([join(root, "odd")]), /error TS6046: /);
    });
}).timeout(60_000);
