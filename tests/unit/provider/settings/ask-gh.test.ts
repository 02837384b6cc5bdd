import assert from "node:assert/strict";
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { askGh } from "../../../../provider/settings/ask-gh";

describe("GitHub's CLI", () => {
    const path = process.env.PATH;
    let directory: string;
    beforeEach(() => {
        directory = mkdtempSync(join(tmpdir(), "ask-gh-"));
        process.env.PATH = [directory, path].join(delimiter);
    });
    afterEach(() => {
        process.env.PATH = path;
        rmSync(directory, { recursive: true });
    });

    /** Puts a `gh` before the one that may be installed on this machine. */
    const install = (script: string): void => {
        writeFileSync(join(directory, "gh"), `#!/bin/sh\n${script}\n`);
        chmodSync(join(directory, "gh"), 0o755);
    };

    it("is asked for the token of a host", async () => {
        install('[ "$*" = "auth token --hostname acme.ghe.com" ] && echo gho_hush');
        assert.equal(await askGh("acme.ghe.com"), "gho_hush");
        assert.equal(await askGh("github.com"), undefined);
    });

    for (const [what, script] of [
        ["it is not signed in", "echo gho_hush; echo no oauth token found >&2; exit 1"],
        ["it prints nothing", ""],
        ["it prints something other than a token", "echo sign in first"],
    ] as const) {
        it(`has no token if ${what}`, async () => {
            install(script);
            assert.equal(await askGh("github.com"), undefined);
        });
    }

    it("has no token if it is not installed", async () => {
        process.env.PATH = directory;
        assert.equal(await askGh("github.com"), undefined);
    });

    it("is given only limited time", async () => {
        install("echo gho_hush; exec tail -f /dev/null");
        assert.equal(await askGh("github.com", 50), undefined);
    });
});
