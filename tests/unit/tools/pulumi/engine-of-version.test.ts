import assert from "node:assert/strict";
import { readdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { engineFiles } from "../../../../tools/pulumi/engine-files";
import { engineOfVersion } from "../../../../tools/pulumi/engine-of-version";
import { Machine, type MachineSetup, writeEngine } from "./fake-machine";

const refused = (): Promise<void> => Promise.reject(new Error("the download cannot be reached"));

describe("engineOfVersion", () => {
    let machine: Machine;
    let root: string;
    const find = async (setup: MachineSetup): Promise<string> => {
        machine = await Machine.create(setup);
        root = join(dirname(machine.keptRoot), "3.276.0");
        await writeEngine(machine.keptRoot, "3.255.0");
        return engineOfVersion("3.276.0", machine.effects);
    };
    afterEach(() => machine.remove());

    it("downloads Pulumi's release, and keeps it", async () => {
        assert.equal(await find({}), root);
        assert.equal(await engineOfVersion("3.276.0", { ...machine.effects, install: refused }), root);
        assert.equal(machine.said.length, 1);
    });

    it("builds the CLI if the release cannot be downloaded, with the other programs of the existing engine", async () => {
        assert.equal(await find({ install: refused, go: true }), root);
        assert.deepEqual((await readdir(join(root, "bin"))).sort(), [...engineFiles("linux")].sort());
        assert.match(machine.builds[0]?.args.join(" ") ?? "", /version\.Version=v3\.276\.0/);
    });

    it("rejects with the output of the build, and leaves nothing behind", async () => {
        const onBuild = (): Promise<void> => Promise.reject(new Error("no such module"));
        await assert.rejects(
            find({ install: refused, go: true, onBuild }),
            /^Error: `go build github\.com\/pulumi\/pulumi\/pkg\/v3\/cmd\/pulumi` ended with 1:\nno such module$/,
        );
        assert.deepEqual(await readdir(dirname(root)), ["3.255.0"]);
    });

    it("rejects another version", async () => {
        await assert.rejects(
            find({ install: (_, into) => writeEngine(into, "3.255.0") }),
            /holds 3\.255\.0, not 3\.276\.0$/,
        );
    });
});
