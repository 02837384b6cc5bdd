import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { CHECKOUT } from "../support/installation";
import { timeout } from "./.mocharc.json";

/** A limit that `describe(…).timeout(…)` sets after its body does not reach the hooks declared in the body. */
describe("The time limit of the engine tests", () => {
    const limits = new Map<string, string>();

    before("a hook", function () {
        limits.set("hook", inMinutes(this.timeout()));
    });

    it("applies to hooks and to tests", function () {
        limits.set("test", inMinutes(this.timeout()));
        assert.deepEqual(Object.fromEntries(limits), { hook: timeout, test: timeout });
    });

    it("is the only one: no test sets its own", () => {
        const directory = join(CHECKOUT, "tests/e2e");
        const files = readdirSync(directory, { recursive: true, encoding: "utf8" }).filter(
            (file) => file.endsWith(".ts") && !file.endsWith("limit.test.ts"),
        );
        assert.ok(files.length > 30, `${files.length} files`);
        const limited = files.filter((file) => /\btimeout\(/.test(readFileSync(join(directory, file), "utf8")));
        assert.deepEqual(limited, []);
    });
});

const inMinutes = (milliseconds: number): string => `${milliseconds / 60_000}m`;
