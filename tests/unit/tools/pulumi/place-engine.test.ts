import assert from "node:assert/strict";
import { mkdir, readdir, readFile, utimes } from "node:fs/promises";
import { dirname, join } from "node:path";
import { findEngine } from "../../../../tools/pulumi/engine";
import { placeEngine } from "../../../../tools/pulumi/place-engine";
import { ENGINE_VERSION } from "../../../../tools/pulumi/versions";
import { Machine, type MachineSetup, writeEngine } from "./fake-machine";

// Each build waits until both processes are building, so that neither finds the other's engine first.
function meeting(processes: number): NonNullable<MachineSetup["onBuild"]> {
    let waiting = 0;
    let open: () => void;
    const all = new Promise<void>((resolve) => {
        open = resolve;
    });
    return async () => {
        waiting += 1;
        if (waiting === processes) {
            open();
        }
        await all;
    };
}

describe("Placing an engine", () => {
    let machine: Machine;
    afterEach(() => machine.remove());
    const versions = async (): Promise<string[]> => readdir(dirname(machine.keptRoot));

    for (const before of ["nothing is there", "a broken engine is there"]) {
        it(`ends with one complete engine for two processes that build at once, if ${before}`, async () => {
            machine = await Machine.create({ go: true, onBuild: meeting(2) });
            const other = machine.twin();
            if (before === "a broken engine is there") {
                await writeEngine(machine.keptRoot, ENGINE_VERSION, "linux", ["pulumi-resource-pulumi-nodejs"]);
            }
            const engines = await Promise.all([findEngine(machine.effects), findEngine(other.effects)]);
            const engine = { root: machine.keptRoot, version: ENGINE_VERSION, source: "go" };
            assert.deepEqual(engines, [engine, engine]);
            assert.deepEqual([machine.builds.length, other.builds.length], [2, 2]);
            assert.equal((await findEngine(machine.effects)).source, "kept");
            assert.deepEqual(await versions(), [ENGINE_VERSION]);
        });
    }

    it("keeps the other process's engine and drops its own if the other process was first", async () => {
        machine = await Machine.create();
        await placeEngine(machine.effects, async (root) => {
            await writeEngine(root, ENGINE_VERSION);
            await writeEngine(machine.keptRoot, `${ENGINE_VERSION}\n`);
        });
        assert.equal(await readFile(join(machine.keptRoot, "bin", "pulumi"), "utf8"), `${ENGINE_VERSION}\n`);
        assert.deepEqual(await versions(), [ENGINE_VERSION]);
    });

    it("replaces every file of a broken engine", async () => {
        machine = await Machine.create();
        await writeEngine(machine.keptRoot, "3.1.0");
        await writeEngine(join(machine.keptRoot, "bin", "stray"), "3.1.0");
        await placeEngine(machine.effects, (root) => writeEngine(root, ENGINE_VERSION));
        assert.deepEqual((await readdir(join(machine.keptRoot, "bin"))).sort(), [
            "pulumi",
            "pulumi-language-nodejs",
            "pulumi-resource-pulumi-nodejs",
        ]);
    });

    it("removes what an interrupted run left more than a day ago, but nothing that may still be in use", async () => {
        machine = await Machine.create();
        const now = machine.effects.now();
        const ages = { ".3.255.0-abandoned": 25, ".3.255.0-at-work": 1, ".3.254.0-other": 25, "3.200.0": 25 };
        for (const [name, hours] of Object.entries(ages)) {
            const directory = join(dirname(machine.keptRoot), name);
            await mkdir(directory, { recursive: true });
            const changed = new Date(now - hours * 60 * 60 * 1000);
            await utimes(directory, changed, changed);
        }
        await placeEngine(machine.effects, (root) => writeEngine(root, ENGINE_VERSION));
        assert.deepEqual((await versions()).sort(), [".3.254.0-other", ".3.255.0-at-work", "3.200.0", ENGINE_VERSION]);
    });
});
