import assert from "node:assert/strict";
import { printFound } from "../../../../tools/pulumi/print-found";

async function run(args: string[], find: () => Promise<string>) {
    const printed = { stdout: "", stderr: "" };
    const code = await printFound("Prints where it is.\n", args, {
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

describe("npm run engine and npm run kubernetes-plugin", () => {
    const unused = (): Promise<string> => assert.fail("must not look for anything");

    it("print only the directory on stdout", async () => {
        const found = await run([], async () => "/some where/engine");
        assert.deepEqual(found, { code: 0, stdout: "/some where/engine\n", stderr: "" });
    });

    it("print the message without a stack trace on stderr and exit with 1, if there is none", async () => {
        const none = (): Promise<string> => Promise.reject(new Error("No engine.\nInstall one."));
        assert.deepEqual(await run([], none), { code: 1, stdout: "", stderr: "No engine.\nInstall one.\n" });
    });

    for (const flag of ["--help", "-h"]) {
        it(`print their usage with ${flag}, without a search`, async () => {
            assert.deepEqual(await run([flag], unused), { code: 0, stdout: "Prints where it is.\n", stderr: "" });
        });
    }

    it("refuse any other argument, and name it", async () => {
        const refused = { code: 1, stdout: "", stderr: "Takes no argument but --help; got: --verison 3\n" };
        assert.deepEqual(await run(["--verison", "3"], unused), refused);
    });
});
