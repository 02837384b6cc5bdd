import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { packageRoot } from "../../../../tools/pulumi/package-root";
import { ENGINE_VERSION, isAtLeast, MINIMUM_VERSION, parseVersion } from "../../../../tools/pulumi/versions";

describe("Versions", () => {
    const atLeast: [version: string, minimum: string, expected: boolean][] = [
        ["3.216.0", "3.216.0", true],
        ["3.216.1", "3.216.0", true],
        ["3.1000.0", "3.216.0", true],
        ["4.0.0", "3.216.0", true],
        ["3.215.9", "3.216.0", false],
        ["3.22.0", "3.216.0", false],
        ["2.999.0", "3.216.0", false],
        ["3.216.0-alpha.1", "3.216.0", false],
        ["3.217.0-alpha.1", "3.216.0", true],
    ];
    for (const [version, minimum, expected] of atLeast) {
        it(`are compared: ${version} is ${expected ? "" : "not "}at least ${minimum}`, () => {
            assert.equal(isAtLeast(version, minimum), expected);
        });
    }

    const printed: [text: string, expected: string | undefined][] = [
        ["v3.255.0\n", "3.255.0"],
        ["3.255.0", "3.255.0"],
        ["v3.256.0-alpha.x1a2b3c\n", "3.256.0-alpha.x1a2b3c"],
        ["warning: something else\nv3.255.0\n", "3.255.0"],
        ["command not found\n", undefined],
        ["", undefined],
    ];
    for (const [text, expected] of printed) {
        it(`are parsed: ${JSON.stringify(text)} gives ${expected}`, () => {
            assert.equal(parseVersion(text), expected);
        });
    }

    it("have a minimum, which the engine to install meets", () => {
        assert.ok(isAtLeast(ENGINE_VERSION, MINIMUM_VERSION));
    });

    const sameVersion: [file: string, line: string][] = [
        ["tools/pulumi/cli/go.mod", "github.com/pulumi/pulumi/pkg/v3 v"],
        ["tools/pulumi/python/requirements.txt", "pulumi=="],
        ["tests/support/go-sdk/go.mod", "github.com/pulumi/pulumi/sdk/v3 v"],
    ];
    for (const [file, line] of sameVersion) {
        it(`are the same for the installed engine and in ${file}`, () => {
            const lines = readFileSync(join(packageRoot(__dirname), file), "utf8").split("\n");
            const named = lines
                .map((text) => text.replace(/^(require)?\s+/, ""))
                .filter((text) => text.startsWith(line));
            assert.deepEqual(named, [line + ENGINE_VERSION]);
        });
    }

    // With different versions, Go would compile the modules twice: for the CLI and the SDK generator, and for the generated SDK.
    const cli = modulesIn("tools/pulumi/cli/go.mod");
    for (const file of ["tests/support/go-sdk/go.mod", "examples/go/go.mod"]) {
        it(`of Go modules in ${file} are the same as in the CLI's module`, () => {
            const named = Object.entries(modulesIn(file)).filter(([module]) => module in cli);
            assert.ok(named.length > 50, `${named.length} modules`);
            assert.deepEqual(
                named.filter(([module, version]) => cli[module] !== version),
                [],
            );
        });
    }
});

/** The versions of the modules that a go.mod requires. */
function modulesIn(file: string): Readonly<Record<string, string>> {
    const text = readFileSync(join(packageRoot(__dirname), file), "utf8");
    return Object.fromEntries([...text.matchAll(/^\t(\S+) (v\S+)/gm)].map(([, module, version]) => [module, version]));
}
