import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { mkdir, readFile, symlink, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { prepareExample } from "../../../../tools/examples/prepare";
import { CHECKOUT } from "../../../support/installation";
import { Machine, type Program, writeEngine } from "../pulumi/fake-machine";

const SCHEMA = { language: { go: { modulePath: "pulumi-github-artifacts/sdk/go/githubartifacts" } } };
const WITH_PLUGIN = "plugins: { providers: [{ name: github-artifacts, path: ../.. }] }";

describe("prepareExample", () => {
    let machine: Machine;
    let checkout: string;
    let ran: string[];

    /** A program that records its call, makes files, and succeeds. */
    const program =
        (name: string, make: (args: readonly string[]) => Promise<unknown> = async () => undefined): Program =>
        async (args) => {
            ran.push([name, ...args].join(" ").replaceAll(checkout, "."));
            await make(args);
            return [0, ""];
        };

    const start = async (projects: Readonly<Record<string, string>>): Promise<void> => {
        ran = [];
        const sdk: Program = program("sdkgen", async ([, , to = ""]) => {
            await mkdir(join(to, "bin"), { recursive: true });
            await writeFile(join(to, "package.json"), "{}");
        });
        const pulumi: Program = async ([command]) =>
            command === "version" ? [0, "v3.255.0\n"] : [0, JSON.stringify(SCHEMA)];
        const programs = { pulumi, sdkgen: sdk, node: program("node"), python3: program("python3") };
        machine = await Machine.create({ go: true, programs: { ...programs, pip: program("pip") } });
        checkout = join(machine.directory, "checkout");
        const engine = join(machine.directory, "engine");
        await writeEngine(engine, "3.255.0");
        machine.addToPath(join(engine, "bin"));
        for (const [name, text] of Object.entries(projects)) {
            await mkdir(join(checkout, "examples", name), { recursive: true });
            await writeFile(join(checkout, "examples", name, "Pulumi.yaml"), text);
        }
        for (const name of ["tools", "tests"]) await symlink(join(CHECKOUT, name), join(checkout, name), "junction");
        const script = machine.goSource("github.com/pulumi/pulumi/sdk/v3/python/cmd/pulumi-language-python-exec");
        await mkdir(dirname(script), { recursive: true });
        await writeFile(script, "#!/usr/bin/env python\n");
    };
    const prepare = (name: string) => prepareExample(name, { ...machine.effects, packageRoot: checkout });
    afterEach(() => machine.remove());

    it("links the compiled SDK into the node_modules of a TypeScript program", async () => {
        await start({ ts: `runtime: { name: nodejs, options: {} }\n${WITH_PLUGIN}\n` });
        const lines = await prepare("ts");
        assert.deepEqual(lines, [`export PATH="${machine.directory}/engine/bin:$PATH"`]);
        const folder = "./examples/ts/sdks";
        assert.deepEqual(ran, [
            `sdkgen ${folder}/schema.json nodejs ${folder}/github-artifacts`,
            `node ./node_modules/typescript/bin/tsc -p ${folder}/github-artifacts`,
        ]);
        const linked = join(checkout, "examples/ts/node_modules/pulumi-github-artifacts-plugin/package.json");
        assert.equal(await readFile(linked, "utf8"), "{}");
        await prepare("ts");
        assert.deepEqual(machine.said.slice(-2), [
            "Writing the plugin's SDK for nodejs into examples/ts/sdks/github-artifacts",
            "Compiling it, and linking it into node_modules",
        ]);
    });

    it("makes the SDK a Go module, and puts the language host for Go on PATH", async () => {
        await start({ go: `runtime: go\n${WITH_PLUGIN}\n` });
        const [path = ""] = await prepare("go");
        assert.match(path, /^export PATH="\S+\/engine\/bin:\S+\/pulumi-language-go-[^:]+:\$PATH"$/);
        const module = await readFile(join(checkout, "examples/go/sdks/github-artifacts/go.mod"), "utf8");
        assert.match(module, /^module pulumi-github-artifacts\/sdk\/go\/githubartifacts\n/);
        assert.ok(existsSync(join(checkout, "examples/go/sdks/github-artifacts/go.sum")));
    });

    it("installs the SDK for Python into a virtual environment, and activates it", async () => {
        await start({ python: `runtime: { name: python }\n${WITH_PLUGIN}\n` });
        const [path = "", activation] = await prepare("python");
        assert.match(path, /\/pulumi-language-python-[^:]+:\$PATH"$/);
        assert.equal(activation, `. "${checkout}/examples/python/venv/bin/activate"`);
        assert.deepEqual(ran.slice(1), [
            "python3 -m venv venv",
            "pip install -r requirements.txt ./sdks/github-artifacts",
        ]);
    });

    it("writes the SDK of a component beside the component, and none for a YAML program", async () => {
        await start({ yaml: `runtime: yaml\n${WITH_PLUGIN}\n`, "with/service": `runtime: yaml\n${WITH_PLUGIN}\n` });
        assert.match((await prepare("yaml")).join("\n"), /pulumi-language-yaml/);
        assert.deepEqual(ran, []);
        await writeFile(join(checkout, "examples/with/Pulumi.yaml"), `runtime: yaml\n${WITH_PLUGIN}\n`);
        await prepare("with");
        assert.match(ran[0] ?? "", /nodejs \.\/examples\/with\/service\/sdks\/github-artifacts$/);
    });

    it("refuses a folder without a program, and a program that needs no preparation", async () => {
        await start({ quickstart: "runtime: nodejs\n" });
        await assert.rejects(prepare("quickstart"), /uses no plugin: `npm ci` has installed all that it needs/);
        await assert.rejects(prepare("none"), /There is no .*none\/Pulumi\.yaml: name a folder of examples\//);
    });

    it("fails with the output of the failed step", async () => {
        await start({ ts: `runtime: nodejs\n${WITH_PLUGIN}\n` });
        const { run } = machine.effects;
        const failing: typeof run = async (command, args, options) =>
            args.includes("-p") ? { code: 2, stdout: "", stderr: "", output: "TS1005\n" } : run(command, args, options);
        const effects = { ...machine.effects, packageRoot: checkout, run: failing };
        await assert.rejects(prepareExample("ts", effects), /tsc -p \S+ ended with 2:\nTS1005$/);
    });
});
