import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { readdir, readFile, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { goBuild } from "../../../../tools/pulumi/go-build";
import { ENGINE_VERSION } from "../../../../tools/pulumi/versions";
import { Machine, type MachineSetup } from "./fake-machine";

describe("The build from Go modules", () => {
    let machine: Machine;
    const attempt = async (setup: MachineSetup) => {
        machine = await Machine.create({ go: true, ...setup });
        return goBuild.attempt(machine.effects, "the download cannot be reached\nand more");
    };
    afterEach(() => machine.remove());

    it("makes a complete engine, with the dynamic provider's launcher from @pulumi/pulumi", async () => {
        const got = await attempt({});
        assert.deepEqual(got, { engine: { root: machine.keptRoot, version: ENGINE_VERSION, source: "go" } });
        const launcher = join(machine.keptRoot, "bin", "pulumi-resource-pulumi-nodejs");
        assert.match(await readFile(launcher, "utf8"), /dynamic-provider/);
        assert.equal((await stat(launcher)).mode & 0o111, 0o111);
    });

    it("makes .exe files and takes the .cmd launcher on Windows", async () => {
        const got = await attempt({ platform: "win32" });
        assert.ok("engine" in got);
        assert.deepEqual((await readdir(join(machine.keptRoot, "bin"))).sort(), [
            "pulumi-language-nodejs.exe",
            "pulumi-resource-pulumi-nodejs",
            "pulumi-resource-pulumi-nodejs.cmd",
            "pulumi.exe",
        ]);
    });

    it("builds in the committed modules without changing them, in the user's Go environment", async () => {
        await attempt({});
        assert.deepEqual(
            machine.builds.map(({ options }) => options.cwd),
            ["cli", "language-nodejs"].map((name) => join(machine.effects.packageRoot, "tools", "pulumi", name)),
        );
        for (const { args, options } of machine.builds) {
            assert.ok(args.includes("-mod=readonly"));
            assert.ok(existsSync(join(options.cwd ?? "", "go.sum")));
            assert.deepEqual(options.env, { ...machine.effects.env, GOWORK: "off" });
        }
    });

    it("says at the start what it does, why and for how long, every 15 seconds that it is still running, and at the end the time", async () => {
        await attempt({ onBuild: (on) => on.pass(45_000) });
        assert.deepEqual(machine.said, [
            "Building the Pulumi engine 3.255.0 from Go modules, since the download cannot be reached. " +
                "This takes about 3 minutes on 2 cores, once; later runs find it.",
            "  still building pulumi, 15 s so far",
            "  still building pulumi, 30 s so far",
            "  still building pulumi, 45 s so far",
            "  still building pulumi-language-nodejs, 1 min 0 s so far",
            "  still building pulumi-language-nodejs, 1 min 15 s so far",
            "  still building pulumi-language-nodejs, 1 min 30 s so far",
            `The Pulumi engine is ready after 1 min 30 s: ${machine.keptRoot}`,
        ]);
    });

    it("returns the compiler's last lines if it fails, stops its heartbeat and leaves nothing behind", async () => {
        const lines = Array.from({ length: 40 }, (_, index) => `line ${index}`);
        const got = await attempt({ onBuild: () => Promise.reject(new Error(lines.join("\n"))) });
        assert.ok("why" in got);
        assert.match(got.why, /^`go build github\.com\/pulumi\/pulumi\/pkg\/v3\/cmd\/pulumi` ended with 1:\nline 25\n/);
        assert.match(got.why, /line 39$/);
        assert.equal(machine.timers.size, 0);
        assert.deepEqual(await readdir(dirname(machine.keptRoot)), []);
    });

    it("does not start if Go is not installed", async () => {
        assert.deepEqual(await attempt({ go: false }), { why: "`go` is not on PATH" });
        assert.deepEqual(machine.said, []);
    });
});
