import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import manifest from "@pulumi/kubernetes/package.json";
import { findKubernetesPlugin, kubernetesPluginAtHand } from "../../../../tools/pulumi/kubernetes-plugin";
import { Machine, type MachineSetup, type Program, writeProgram } from "./fake-machine";

const PROGRAM = "pulumi-resource-kubernetes";

describe("The Kubernetes plugin", () => {
    let machine: Machine;
    const start = async (setup: MachineSetup = {}): Promise<void> => {
        machine = await Machine.create(setup);
    };
    const find = (): Promise<string> => findKubernetesPlugin("/engine", machine.effects);
    const release = (version: string): string =>
        join(machine.effects.home, ".pulumi", "plugins", `resource-kubernetes-v${version}`);
    const install = (version: string): Promise<void> => writeProgram(join(release(version), PROGRAM), version);
    afterEach(() => machine.remove());

    /** Pulumi's CLI, which installs the requested version, or fails with a text. */
    const pulumi =
        (asked: (readonly string[])[], problem?: string): Program =>
        async (args) => {
            asked.push(args);
            if (problem !== undefined) return [255, problem];
            await install(args[4] as string);
            return [0, ""];
        };

    it("is the newest installed release, without a request or a build", async () => {
        await start({ go: true, online: true });
        for (const version of ["4.30.0", "4.9.0", "4.31.1", "4.4.0"]) await install(version);
        assert.equal(await find(), release("4.31.1"));
        assert.deepEqual([machine.builds, machine.probes, machine.said], [[], [], []]);
    });

    it("is not a release that is too old, has another major version, or lacks its program", async () => {
        await start({ go: true });
        for (const version of ["4.23.0", "5.0.0"]) await install(version);
        await writeProgram(join(release("4.33.0"), "README.md"), "");
        assert.match(await find(), /\.pulumi.versions.pulumi-resource-kubernetes-/);
    });

    it("is downloaded by Pulumi in the version of @pulumi/kubernetes", async () => {
        const asked: (readonly string[])[] = [];
        await start({ go: true, online: true, programs: { pulumi: pulumi(asked) } });
        assert.equal(await find(), release(manifest.version));
        const server = "https://get.pulumi.com/releases/plugins";
        assert.deepEqual(asked, [
            ["plugin", "install", "resource", "kubernetes", manifest.version, "--server", server],
        ]);
        const [{ url } = assert.fail()] = machine.probes;
        assert.match(
            url,
            new RegExp(`^${server}/pulumi-resource-kubernetes-v${manifest.version}-linux-\\w+\\.tar\\.gz$`),
        );
        assert.deepEqual(machine.builds, []);
    });

    it("is built once, in its committed module, if it cannot be found or downloaded", async () => {
        await start({ go: true });
        const directory = await find();
        assert.deepEqual(await readdir(directory), [PROGRAM]);
        const [{ args, options } = assert.fail()] = machine.builds;
        const module = join(machine.effects.packageRoot, "tools", "pulumi", "kubernetes");
        assert.deepEqual([args.at(-1), options.cwd], [".", module]);
        assert.ok(existsSync(join(module, "go.sum")));
        assert.equal(await find(), directory);
        assert.equal(machine.builds.length, 1);
    });

    it("is built with the files of its module, which stay in place", async () => {
        let overlay = "";
        const onBuild = async (on: Machine, to: string): Promise<void> => {
            assert.ok(on.builds[0]?.args.includes(join(dirname(to), "overlay.json")));
            overlay = await readFile(join(dirname(to), "overlay.json"), "utf8");
        };
        await start({ go: true, onBuild });
        await find();
        const source = machine.goSource("github.com/pulumi/pulumi-kubernetes/provider/v4");
        const module = join(machine.effects.packageRoot, "tools", "pulumi", "kubernetes");
        const replaced = ["schema.json", "terraform-mapping.json"].map((file) => [
            join(module, file),
            join(source, "cmd", PROGRAM, file),
        ]);
        assert.deepEqual(JSON.parse(overlay), { Replace: Object.fromEntries(replaced) });
    });

    it("is an .exe file on Windows", async () => {
        await start({ go: true, platform: "win32" });
        assert.deepEqual(await readdir(await find()), [`${PROGRAM}.exe`]);
    });

    it("is at hand once it is built, and the check does not build it", async () => {
        await start({ go: true });
        const atHand = () => kubernetesPluginAtHand("/engine", machine.effects);
        assert.match(((await atHand()) as { why: string }).why, /^https:.*\.tar\.gz cannot be reached \(ENOTFOUND\)$/);
        assert.deepEqual(machine.builds, []);
        const directory = await find();
        assert.deepEqual(await atHand(), { directory });
    });

    it("says what was tried and what to do if there is none, and leaves nothing behind", async () => {
        await start({ online: true, programs: { pulumi: pulumi([], "error: 404") } });
        await assert.rejects(find(), ({ message }: Error) => {
            assert.match(
                message,
                /^There is no Kubernetes plugin: none is installed, none can be downloaded \(`pulumi plugin install/,
            );
            assert.match(
                message,
                /ended with 255:\nerror: 404\), and none can be built: `go` is not on PATH\.\nInstall one/,
            );
            return true;
        });
        assert.deepEqual(await readdir(dirname(machine.keptRoot)), []);
    });
});
