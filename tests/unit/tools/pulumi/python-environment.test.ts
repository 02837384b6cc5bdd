import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { findPythonEnvironment } from "../../../../tools/pulumi/python-environment";
import { Machine, type Program, writeProgram } from "./fake-machine";

describe("findPythonEnvironment", () => {
    let machine: Machine;
    let installed: string[];
    /** The result of importing Pulumi in the environment. */
    let imports: readonly [number, string];
    afterEach(() => machine.remove());

    const makesEnvironment: Program = async ([, , root]) => {
        await writeProgram(join(root as string, "bin", "python"), "");
        return [0, ""];
    };
    const inEnvironment: Program = async (args) => {
        if (args.join(" ") === "-c import parver, pulumi") return imports;
        installed.push(args.join(" "));
        return [0, ""];
    };
    const start = async (python3?: Program, python = inEnvironment): Promise<void> => {
        installed = [];
        imports = [0, ""];
        machine = await Machine.create({ programs: { python, ...(python3 && { python3 }) } });
    };

    it("makes an environment with the pinned packages once", async () => {
        await start(makesEnvironment);
        const { root, bin, python } = await findPythonEnvironment(machine.effects);
        assert.deepEqual([bin, python], [join(root, "bin"), join(root, "bin", "python")]);
        assert.ok(existsSync(python));
        assert.equal(dirname(root), dirname(machine.keptRoot));
        assert.match(
            installed.join("\n"),
            /^-m pip install .*--requirement \S+\/tools\/pulumi\/python\/requirements\.txt$/,
        );
        assert.deepEqual(await findPythonEnvironment(machine.effects), { root, bin, python });
        assert.equal(installed.length, 1);
    });

    it("pins every package to one version", async () => {
        await start();
        const file = join(machine.effects.packageRoot, "tools/pulumi/python/requirements.txt");
        const pins = (await readFile(file, "utf8")).split("\n").filter((line) => line !== "" && !line.startsWith("#"));
        assert.ok(pins.length > 0);
        for (const pin of pins) assert.match(pin, /^[\w.-]+==\d[\w.]*$/);
    });

    it("makes another environment if Pulumi can no longer be imported from the kept one", async () => {
        await start(makesEnvironment);
        await findPythonEnvironment(machine.effects);
        machine.said.splice(0);
        imports = [1, "ModuleNotFoundError: No module named 'pulumi'"];
        await assert.rejects(findPythonEnvironment(machine.effects), /No module named 'pulumi'/);
        assert.match(machine.said[0] ?? "", /^Not using the kept pulumi-python: .*No module named 'pulumi'/s);
        assert.equal(installed.length, 2);
    });

    const failures: [name: string, start: () => Promise<void>, message: RegExp][] = [
        [
            "Python is not installed",
            () => start(),
            /^there is no `python3`\. Python programs need Python 3\.10 or later, with venv and pip$/,
        ],
        [
            "Python has no venv",
            () => start(async () => [1, "ensurepip is not available"]),
            /^`python3 -m venv` ended with 1:\nensurepip is not available$/,
        ],
        [
            "a package cannot be installed",
            () => start(makesEnvironment, async () => [1, "No matching distribution"]),
            /bin\/python -m pip` ended with 1:\nNo matching distribution$/,
        ],
    ];
    for (const [name, prepare, message] of failures) {
        it(`says so if ${name}, and leaves nothing behind`, async () => {
            await prepare();
            await assert.rejects(findPythonEnvironment(machine.effects), { message });
            assert.deepEqual(await readdir(dirname(machine.keptRoot)), []);
        });
    }
});
