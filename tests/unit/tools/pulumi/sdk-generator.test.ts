import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { findSdkGenerator, SDK_GENERATOR } from "../../../../tools/pulumi/sdk-generator";
import { generateSdk } from "../../../../tools/sdks/generate";
import { Machine } from "./fake-machine";

describe("The SDK generator", () => {
    let machine: Machine;
    afterEach(() => machine.remove());

    it("is built once, in the CLI's module", async () => {
        machine = await Machine.create({ go: true });
        const generator = await findSdkGenerator(machine.effects);
        assert.ok(existsSync(generator));
        const [{ args, options } = assert.fail()] = machine.builds;
        assert.equal(args.at(-1), "./sdkgen");
        assert.equal(options.cwd, join(machine.effects.packageRoot, "tools", "pulumi", "cli"));
        assert.equal(await findSdkGenerator(machine.effects), generator);
        assert.equal(machine.builds.length, 1);
    });

    it("is made from every file in its source folder", async () => {
        machine = await Machine.create({ go: true });
        const { packageRoot } = machine.effects;
        const sources = await readdir(join(packageRoot, "tools/pulumi/cli/sdkgen"));
        const named = SDK_GENERATOR.sources.filter((source) => source.startsWith("cli/sdkgen/"));
        assert.deepEqual(
            named,
            sources.sort().map((source) => `cli/sdkgen/${source}`),
        );
    });

    it("is an .exe file on Windows", async () => {
        machine = await Machine.create({ go: true, platform: "win32" });
        assert.equal(basename(await findSdkGenerator(machine.effects)), "sdkgen.exe");
    });

    it("says what is missing if Go is not installed, and leaves nothing behind", async () => {
        machine = await Machine.create();
        await assert.rejects(findSdkGenerator(machine.effects), {
            message: "There is no generator of SDKs: `go` is not on PATH. Install Go, and try again.",
        });
        assert.deepEqual(await readdir(dirname(machine.keptRoot)), []);
    });

    it("runs with schema, language and directory, and its error is passed on", async () => {
        const runs: (readonly string[])[] = [];
        const sdkgen = async (args: readonly string[]) => {
            runs.push(args);
            return runs.length === 1 ? ([0, ""] as const) : ([1, "schema.json: it is empty\n"] as const);
        };
        machine = await Machine.create({ go: true, programs: { sdkgen } });
        const generate = () => generateSdk("schema.json", "go", "sdk/go", machine.effects);
        await generate();
        assert.deepEqual(runs, [["schema.json", "go", "sdk/go"]]);
        await assert.rejects(generate(), { message: "schema.json: it is empty" });
    });
});
