import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { join, relative } from "node:path";
import { readText } from "../../../../provider/settings/read-text";

describe("a text file", () => {
    let directory: string;
    before(() => {
        directory = mkdtempSync(join(tmpdir(), "read-text-"));
        writeFileSync(join(directory, "a.pem"), "a text …\n");
    });
    after(() => rmSync(directory, { recursive: true }));

    it("is read by its path, which can start at the home directory", () => {
        assert.equal(readText(join(directory, "a.pem")), "a text …\n");
        assert.equal(readText(`~/${relative(homedir(), directory)}/a.pem`), "a text …\n");
    });

    it("is not read if it does not exist", () => {
        assert.throws(() => readText(join(directory, "b.pem")), { code: "ENOENT" });
        assert.throws(() => readText("~other/b.pem"), { code: "ENOENT", path: "~other/b.pem" });
    });
});
