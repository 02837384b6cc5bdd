import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { cp, mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import type { EngineEffects } from "../../../../tools/pulumi/effects";
import { keptTool, type Tool } from "../../../../tools/pulumi/kept-tool";
import { Machine } from "./fake-machine";

describe("A kept tool", () => {
    let machine: Machine;
    let made: number;
    let tool: Tool;
    beforeEach(async () => {
        machine = await Machine.create();
        made = 0;
        tool = {
            name: "saw",
            making: "Making a saw",
            takes: "a minute",
            sources: ["cli/go.mod", "cli/go.sum"],
            make: async (_, directory) => {
                made += 1;
                machine.pass(20_000);
                await mkdir(directory);
                await writeFile(join(directory, "blade"), `${made}`);
            },
            problemWith: async (_, directory) => (existsSync(join(directory, "blade")) ? undefined : "it is blunt"),
        };
    });
    afterEach(() => machine.remove());

    it("is made once with messages, and found afterwards without messages", async () => {
        const directory = await keptTool(machine.effects, tool);
        assert.equal(await readFile(join(directory, "blade"), "utf8"), "1");
        assert.deepEqual(machine.said.splice(0), [
            "Making a saw. This takes about a minute, once; later runs find it.",
            "  still making a saw, 15 s so far",
            `saw is ready after 20 s: ${directory}`,
        ]);
        assert.equal(await keptTool(machine.effects, tool), directory);
        assert.deepEqual([made, machine.said], [1, []]);
    });

    it("is beside the engines, complete, and not named like a version", async () => {
        const directory = await keptTool(machine.effects, tool);
        assert.equal(dirname(directory), dirname(machine.keptRoot));
        assert.match(basename(directory), /^saw-[0-9a-f]{12}$/);
        assert.deepEqual(await readdir(dirname(directory)), [basename(directory)]);
    });

    it("is made again if its sources have changed, beside the one from the old sources", async () => {
        const old = await keptTool(machine.effects, tool);
        const effects: EngineEffects = { ...machine.effects, packageRoot: join(machine.directory, "newer") };
        const [before, after] = [machine.effects.packageRoot, effects.packageRoot].map((root) =>
            join(root, "tools/pulumi"),
        );
        for (const source of tool.sources) {
            await cp(join(before as string, source), join(after as string, source));
        }
        assert.equal(await keptTool(effects, tool), old);
        await writeFile(join(after as string, "cli/go.sum"), "changed");
        assert.notEqual(await keptTool(effects, tool), old);
        assert.equal(made, 2);
        assert.ok(existsSync(old));
    });

    it("is made again if the kept one is broken", async () => {
        const directory = await keptTool(machine.effects, tool);
        await cp(join(directory, "blade"), join(directory, "stray"));
        await rm(join(directory, "blade"));
        machine.said.splice(0);
        assert.equal(await keptTool(machine.effects, tool), directory);
        assert.equal(machine.said[0], "Not using the kept saw: it is blunt.");
        assert.deepEqual(await readdir(directory), ["blade"]);
    });

    it("leaves nothing behind if it cannot be made or is incomplete", async () => {
        const fails = { ...tool, make: () => Promise.reject(new Error("no steel")) };
        await assert.rejects(keptTool(machine.effects, fails), { message: "no steel" });
        const half = { ...tool, make: async (_: EngineEffects, directory: string) => void (await mkdir(directory)) };
        await assert.rejects(keptTool(machine.effects, half), { message: "it is blunt" });
        assert.deepEqual(await readdir(dirname(machine.keptRoot)), []);
        assert.equal(machine.timers.size, 0);
    });
});
