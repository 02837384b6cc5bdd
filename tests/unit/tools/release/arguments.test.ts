import assert from "node:assert/strict";
import { parse } from "../../../../tools/release/arguments";

const MACHINE = { platform: "linux", arch: "x64", version: "v22.11.0" } as const;

const names = (...args: string[]): string[] | undefined => parse(args, MACHINE)?.platforms.map(({ name }) => name);

describe("The command line of release:archives", () => {
    it("defaults to this machine's platform, the running Node.js version and the folder release/", () => {
        assert.deepEqual(names(), ["linux-amd64"]);
        const { nodeVersion, output, nodeBinaries } = parse([], MACHINE) ?? assert.fail();
        assert.deepEqual(
            { nodeVersion, output, nodeBinaries },
            { nodeVersion: "22.11.0", output: "release", nodeBinaries: undefined },
        );
    });

    it("accepts platforms, each once, and `all`", () => {
        assert.deepEqual(names("darwin-arm64", "windows-amd64", "darwin-arm64"), ["darwin-arm64", "windows-amd64"]);
        assert.equal(names("all")?.length, 6);
    });

    it("refuses an unknown platform, version or option", () => {
        assert.throws(() => names("linux-x64"), /linux-x64 is not one of linux-amd64, .*, all/);
        assert.throws(() => names("--node-version", "v22"), /takes a version such as 22\.11\.0, not v22/);
        assert.throws(() => names("--fast"), /--fast/);
    });

    it("refuses to build for a machine that has no archive, unless another platform is named", () => {
        const machine = { ...MACHINE, arch: "ppc64" } as const;
        assert.throws(() => parse([], machine), /no archive can be made for linux on ppc64/);
        assert.equal(parse(["linux-arm64"], machine)?.platforms.length, 1);
    });
});
