import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { dirname } from "node:path";
import { download } from "../../../../tools/pulumi/download";
import { ENGINE_VERSION } from "../../../../tools/pulumi/versions";
import { Machine, type MachineSetup, writeEngine } from "./fake-machine";

describe("The official download", () => {
    let machine: Machine;
    const attempt = async (setup: MachineSetup) => {
        machine = await Machine.create(setup);
        return download.attempt(machine.effects, "");
    };
    afterEach(() => machine.remove());

    it("is installed beside its final place, and then moved there as a whole", async () => {
        let placedBefore = true;
        const got = await attempt({
            online: true,
            install: async (version, root) => {
                await writeEngine(root, version);
                placedBefore = existsSync(machine.keptRoot);
            },
        });
        assert.equal(placedBefore, false);
        assert.deepEqual(got, { engine: { root: machine.keptRoot, version: ENGINE_VERSION, source: "download" } });
        assert.deepEqual(await readdir(dirname(machine.keptRoot)), [ENGINE_VERSION]);
        assert.deepEqual(machine.said, ["Downloading the Pulumi engine 3.255.0, once; later runs find it."]);
    });

    it("checks with a time limit whether the server can be reached, and fetches nothing else", async () => {
        await attempt({ online: true });
        const [probe, ...others] = machine.probes;
        assert.deepEqual(others, []);
        assert.equal(probe?.url, "https://get.pulumi.com/install.sh");
        assert.equal(probe?.init?.method, "HEAD");
        assert.ok(probe?.init?.signal instanceof AbortSignal);
    });

    const failures: [name: string, setup: MachineSetup, why: RegExp][] = [
        ["cannot be reached", { online: false }, /^https:\S+ cannot be reached \(ENOTFOUND\)$/],
        ["is refused", { online: 403 }, /^https:\S+ answers 403$/],
        ["breaks off", { online: true, install: () => Promise.reject(new Error("curl: (56)")) }, /curl: \(56\)/],
        [
            "brings an incomplete engine",
            {
                online: true,
                install: (version, root) => writeEngine(root, version, "linux", ["pulumi-language-nodejs"]),
            },
            /pulumi-language-nodejs missing/,
        ],
        [
            "brings another version",
            { online: true, install: (_, root) => writeEngine(root, "3.1.0") },
            /holds 3\.1\.0, not 3\.255\.0/,
        ],
    ];
    for (const [name, setup, why] of failures) {
        it(`says so if it ${name}, and leaves nothing behind`, async () => {
            const got = await attempt(setup);
            assert.ok("why" in got);
            assert.match(got.why, why);
            assert.ok(machine.said.at(-1)?.startsWith("Not downloading the Pulumi engine: "));
            const versions = dirname(machine.keptRoot);
            assert.deepEqual(existsSync(versions) ? await readdir(versions) : [], []);
        });
    }

    it("says every 15 seconds that it is still running", async () => {
        await attempt({
            online: true,
            install: async (version, root) => {
                machine.pass(31_000);
                await writeEngine(root, version);
            },
        });
        assert.deepEqual(machine.said.slice(1), [
            "  still downloading the Pulumi engine, 15 s so far",
            "  still downloading the Pulumi engine, 30 s so far",
        ]);
        assert.equal(machine.timers.size, 0);
    });
});
