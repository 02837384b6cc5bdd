import assert from "node:assert/strict";
import { mkdir, rename, symlink } from "node:fs/promises";
import { join } from "node:path";
import { onPath } from "../../../../tools/pulumi/on-path";
import { Machine, writeEngine } from "./fake-machine";

describe("The engine on PATH", () => {
    let machine: Machine;
    beforeEach(async () => {
        machine = await Machine.create();
    });
    afterEach(() => machine.remove());

    const at = (...parts: string[]): string => join(machine.directory, ...parts);
    const rootFound = async (): Promise<string | undefined> => {
        const attempt = await onPath.attempt(machine.effects, "");
        return "engine" in attempt ? attempt.engine.root : undefined;
    };

    it("is in the target folder of the link, if only the CLI is linked", async () => {
        await writeEngine(at("cellar", "3.300.0"), "3.300.0");
        await mkdir(at("local", "bin"), { recursive: true });
        await symlink(at("cellar", "3.300.0", "bin", "pulumi"), at("local", "bin", "pulumi"));
        machine.addToPath(at("local", "bin"));
        assert.equal(await rootFound(), at("cellar", "3.300.0"));
    });

    it("is in the folder of the links, if all files are linked from a directory that is not named bin", async () => {
        await writeEngine(at("opt"), "3.300.0");
        await rename(at("opt", "bin"), at("opt", "flat"));
        await mkdir(at("local", "bin"), { recursive: true });
        for (const file of ["pulumi", "pulumi-language-nodejs", "pulumi-resource-pulumi-nodejs"]) {
            await symlink(at("opt", "flat", file), at("local", "bin", file));
        }
        machine.addToPath(at("local", "bin"));
        assert.equal(await rootFound(), at("local"));
    });

    it("is the first that is recent enough and complete, and the others are reported with what is wrong", async () => {
        await writeEngine(at("old"), "3.100.0");
        await writeEngine(at("part"), "3.300.0", "linux", ["pulumi-language-nodejs", "pulumi-resource-pulumi-nodejs"]);
        await writeEngine(at("dead"), "broken");
        await writeEngine(at("good"), "3.300.0");
        machine.addToPath(...["old", "part", "dead", "good"].map((name) => at(name, "bin")));
        assert.equal(await rootFound(), at("good"));
        assert.deepEqual(machine.said, [
            `Not using the Pulumi engine on PATH: ${at("old", "bin")} holds 3.100.0, which is older than 3.216.0.`,
            `Not using the Pulumi engine on PATH: pulumi-language-nodejs and pulumi-resource-pulumi-nodejs missing in ${at("part", "bin")}.`,
            `Not using the Pulumi engine on PATH: \`${at("dead", "bin", "pulumi")} version\` ended with 139 and printed "".`,
        ]);
    });

    it("is not found in a directory that is not named bin, and that is reported", async () => {
        await writeEngine(at("tool"), "3.300.0");
        await rename(at("tool", "bin"), at("tool", "shims"));
        machine.addToPath(at("tool", "shims"));
        assert.equal(await rootFound(), undefined);
        assert.match(machine.said.join(), /shims is not a directory named bin/);
    });

    it("is not found if no pulumi is on PATH, and that is not reported", async () => {
        machine.addToPath(at("nowhere"), "", "relative/bin");
        assert.deepEqual(await onPath.attempt(machine.effects, ""), { why: "there is none" });
        assert.deepEqual(machine.said, []);
    });
});
