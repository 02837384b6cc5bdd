import assert from "node:assert/strict";
import { join } from "node:path";
import { type Engine, findEngine } from "../../../../tools/pulumi/engine";
import { ENGINE_VERSION } from "../../../../tools/pulumi/versions";
import { Machine, writeEngine } from "./fake-machine";

interface Case {
    readonly path?: string;
    readonly kept?: string;
    readonly online?: boolean;
    readonly go?: boolean;
    readonly source: Engine["source"];
    readonly because: string;
}

describe("findEngine", () => {
    let machine: Machine;
    const start = async (setup: Parameters<typeof Machine.create>[0] = {}): Promise<void> => {
        machine = await Machine.create(setup);
    };
    afterEach(() => machine.remove());

    const order: Case[] = [
        { path: "3.300.0", kept: "3.255.0", online: true, go: true, source: "path", because: "it is installed" },
        { path: "3.216.0", source: "path", because: "the minimum is recent enough" },
        {
            path: "3.215.0",
            kept: "3.255.0",
            online: true,
            go: true,
            source: "kept",
            because: "the installed one is too old",
        },
        { kept: "3.255.0", online: true, go: true, source: "kept", because: "none is installed" },
        { kept: "3.254.0", online: true, go: true, source: "download", because: "the kept one has another version" },
        { kept: "broken", online: true, go: true, source: "download", because: "the kept one does not run" },
        { online: true, go: true, source: "download", because: "there is none yet" },
        { go: true, source: "go", because: "the download cannot be reached" },
        { path: "3.100.0", kept: "broken", go: true, source: "go", because: "everything else fails" },
    ];
    for (const { path, kept, online = false, go = false, source, because } of order) {
        it(`takes the engine from ${source} because ${because}`, async () => {
            await start({ online, go });
            const installed = join(machine.directory, "installed");
            if (path !== undefined) {
                await writeEngine(installed, path);
                machine.addToPath(join(installed, "bin"));
            }
            if (kept !== undefined) {
                await writeEngine(machine.keptRoot, kept);
            }
            assert.deepEqual(await findEngine(machine.effects), {
                root: source === "path" ? installed : machine.keptRoot,
                version: source === "path" ? path : ENGINE_VERSION,
                source,
            });
        });
    }

    it("finds in the second call the engine that the first call built", async () => {
        await start({ go: true });
        const { root } = await findEngine(machine.effects);
        assert.equal(machine.builds.length, 2);
        assert.deepEqual(await findEngine(machine.effects), { root, version: ENGINE_VERSION, source: "kept" });
        assert.equal(machine.builds.length, 2);
    });

    it("prints nothing if it finds an engine at once", async () => {
        await start();
        await writeEngine(machine.keptRoot, ENGINE_VERSION);
        await findEngine(machine.effects);
        assert.deepEqual(machine.said, []);
    });

    it("says what it tried, in which order, why each attempt failed and what to do, if there is no engine", async () => {
        await start();
        const bin = join(machine.directory, "old", "bin");
        await writeEngine(join(machine.directory, "old"), "3.100.0");
        machine.addToPath(bin);
        await writeEngine(machine.keptRoot, ENGINE_VERSION, "linux", ["pulumi-language-nodejs"]);
        await assert.rejects(findEngine(machine.effects), {
            message: [
                "There is no Pulumi engine to run. Tried, in this order:",
                `  1. \`pulumi\` on PATH: ${bin} holds 3.100.0, which is older than 3.216.0.`,
                `  2. an engine kept in ~/.pulumi/versions/3.255.0: pulumi-language-nodejs missing in ${machine.keptRoot}/bin.`,
                "  3. the official download: https://get.pulumi.com/install.sh cannot be reached (ENOTFOUND).",
                "  4. a build from Go modules: `go` is not on PATH.",
                "Install Pulumi 3.216.0 or later (https://www.pulumi.com/docs/iac/download-install/), so that `pulumi` is on PATH,",
                "or Go 1.25.11 or later (https://go.dev/doc/install), and try again.",
            ].join("\n"),
        });
    });
});
