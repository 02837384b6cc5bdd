import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { mkdir, readdir, readFile, stat, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { findLanguageHost, type Language } from "../../../../tools/pulumi/language-host";
import { Machine, type MachineSetup, writeEngine, writeProgram } from "./fake-machine";

const FILES = {
    yaml: ["pulumi-language-yaml"],
    python: ["pulumi-language-python", "pulumi-language-python-exec"],
    go: ["pulumi-language-go"],
} as const;

const PYTHON_COMMAND = "github.com/pulumi/pulumi/sdk/v3/python/cmd/pulumi-language-python";

describe("findLanguageHost", () => {
    let machine: Machine;
    let root: string;
    const start = async (setup: MachineSetup = {}): Promise<void> => {
        machine = await Machine.create(setup);
        root = join(machine.directory, "engine");
        await writeEngine(root, "3.255.0");
        const sources = dirname(machine.goSource(PYTHON_COMMAND));
        await mkdir(sources, { recursive: true });
        // Not executable, as Go stores every file of a module.
        await writeFile(join(sources, "pulumi-language-python-exec"), "#!/usr/bin/env python\n");
    };
    const find = (language: Language): Promise<string> => findLanguageHost(language, root, machine.effects);
    afterEach(() => machine.remove());

    for (const language of ["yaml", "python", "go"] as const) {
        const files = FILES[language];

        it(`takes the engine's own host for ${language}, and builds nothing`, async () => {
            await start({ go: true });
            for (const file of files) await writeProgram(join(root, "bin", file), "");
            assert.equal(await find(language), join(root, "bin"));
            assert.deepEqual([machine.builds, machine.said], [[], []]);
        });

        it(`builds a host for ${language} once, in its committed module, if the engine has none`, async () => {
            await start({ go: true });
            const directory = await find(language);
            assert.deepEqual((await readdir(directory)).sort(), files);
            for (const file of files) assert.equal((await stat(join(directory, file))).mode & 0o111, 0o111);
            const [build] = machine.builds;
            const module = join(machine.effects.packageRoot, "tools", "pulumi", `language-${language}`);
            assert.equal(build?.options.cwd, module);
            assert.ok(existsSync(join(module, "go.sum")));
            assert.match(await readFile(join(module, "go.mod"), "utf8"), new RegExp(requiredBy(language), "m"));
            assert.equal(await find(language), directory);
            assert.equal(machine.builds.length, 1);
        });
    }

    function requiredBy(language: Language): string {
        const sdk = "github.com/pulumi/pulumi/sdk/v3 v3";
        const modules = { yaml: "github.com/pulumi/pulumi-yaml v1", python: sdk, go: sdk };
        return `^require ${modules[language]}`;
    }

    it("does not take an incomplete host of the engine", async () => {
        await start({ go: true });
        await writeProgram(join(root, "bin", "pulumi-language-python"), "");
        assert.notEqual(await find("python"), join(root, "bin"));
    });

    it("takes the script from beside the command's source", async () => {
        await start({ go: true });
        const script = join(await find("python"), "pulumi-language-python-exec");
        assert.equal(await readFile(script, "utf8"), "#!/usr/bin/env python\n");
    });

    it("makes an .exe file on Windows", async () => {
        await start({ go: true, platform: "win32" });
        assert.deepEqual(await readdir(await find("yaml")), ["pulumi-language-yaml.exe"]);
    });

    it("says what it builds and how long that takes", async () => {
        await start({ go: true, onBuild: (on) => on.pass(16_000) });
        const directory = await find("yaml");
        assert.deepEqual(machine.said, [
            "Building pulumi-language-yaml from Go modules. This takes about half a minute on 2 cores, once; later runs find it.",
            "  still building pulumi-language-yaml from Go modules, 15 s so far",
            `pulumi-language-yaml is ready after 16 s: ${directory}`,
        ]);
    });

    const failures: [name: string, setup: MachineSetup, why: string][] = [
        ["Go is not installed", { go: false }, "`go` is not on PATH."],
        [
            "the build fails",
            { go: true, onBuild: () => Promise.reject(new Error("no such module")) },
            "`go build github.com/pulumi/pulumi-yaml/cmd/pulumi-language-yaml` ended with 1:\nno such module",
        ],
    ];
    for (const [name, setup, why] of failures) {
        it(`says why and what to do if ${name}, and leaves nothing behind`, async () => {
            await start(setup);
            await assert.rejects(find("yaml"), {
                message:
                    `There is no host for programs in yaml: the engine in ${root} has none, and none can be built. ${why}\n` +
                    "Install a released Pulumi, or Go, and try again.",
            });
            assert.deepEqual(await readdir(dirname(machine.keptRoot)), []);
        });
    }
});
