import assert from "node:assert/strict";
import type { Engine } from "../../../../tools/pulumi/engine";
import { printEngine } from "../../../../tools/pulumi/print-engine";

async function run(args: string[], find: () => Promise<Engine>) {
    const printed = { stdout: "", stderr: "" };
    const code = await printEngine(args, {
        find,
        stdout: (text) => {
            printed.stdout += text;
        },
        stderr: (text) => {
            printed.stderr += text;
        },
    });
    return { code, ...printed };
}

describe("npm run engine", () => {
    const found = async (): Promise<Engine> => ({ root: "/some where/engine", version: "3.255.0", source: "kept" });
    const unused = (): Promise<Engine> => assert.fail("must not look for an engine");

    it("prints exactly the root on stdout", async () => {
        assert.deepEqual(await run([], found), { code: 0, stdout: "/some where/engine\n", stderr: "" });
    });

    it("prints the message without a stack on stderr and ends with 1, where there is no engine", async () => {
        const none = (): Promise<Engine> => Promise.reject(new Error("No engine.\nInstall one."));
        assert.deepEqual(await run([], none), { code: 1, stdout: "", stderr: "No engine.\nInstall one.\n" });
    });

    for (const flag of ["--help", "-h"]) {
        it(`explains itself with ${flag}, looking for nothing`, async () => {
            const { code, stdout } = await run([flag], unused);
            assert.equal(code, 0);
            assert.match(stdout, /^Prints the root directory of a Pulumi engine/);
        });
    }

    it("refuses any other argument, naming it", async () => {
        const refused = { code: 1, stdout: "", stderr: "Takes no argument but --help; got: --verison 3\n" };
        assert.deepEqual(await run(["--verison", "3"], unused), refused);
    });
});
