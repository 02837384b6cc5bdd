import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdir } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runDemo } from "../../tools/demo/demo";
import { STEPS } from "../../tools/demo/steps";
import { CHECKOUT } from "../support/installation";
import { TRANSPILE_ONLY } from "../support/program";

const leftovers = async (): Promise<string[]> =>
    (await readdir(tmpdir())).filter((name) => name.startsWith("github-artifacts-demo-"));

describe("The demo", () => {
    it("shows what it should in every step, and leaves nothing behind", async () => {
        const before = await leftovers();
        const lines: string[] = [];
        const passed = await runDemo({
            checkout: CHECKOUT,
            environment: TRANSPILE_ONLY,
            print: (line) => void lines.push(line),
        });
        const text = lines.join("\n");
        assert.ok(passed, text);
        assert.ok(!text.includes("✘"), text);
        assert.match(
            text,
            /GitHub holds: deployment records\n\(none\)\n\nWhat GitHub holds: storage records\n\(none\)\n/,
        );
        assert.match(text, new RegExp(`${STEPS.length}/${STEPS.length} A destroy retires the remaining records`));
        assert.deepEqual(await leftovers(), before);
    });

    it("stops at the first step that shows something else, names the step, and does not succeed", async () => {
        const lines: string[] = [];
        const [first] = STEPS;
        assert.ok(first !== undefined);
        const wrong = { ...first, expect: () => [{ sentence: "GitHub holds a pink elephant", met: false }] };
        const passed = await runDemo({
            checkout: CHECKOUT,
            environment: TRANSPILE_ONLY,
            print: (line) => void lines.push(line),
            steps: [wrong, first],
        });
        assert.equal(passed, false);
        assert.ok(lines.includes("  ✘ GitHub holds a pink elephant"));
        assert.equal(lines.at(-1), "\nStep 1 did not show what it should.");
    });

    it("leaves nothing behind when it is interrupted", async () => {
        const before = await leftovers();
        const demo = spawn(process.execPath, [join(CHECKOUT, "dist/tools/demo/main.js")], {
            stdio: ["ignore", "pipe", "inherit"],
        });
        let printed = "";
        demo.stdout.setEncoding("utf8").on("data", (text: string) => {
            printed += text;
            if (printed.includes("$ pulumi preview")) demo.kill("SIGINT");
        });
        const [code] = await once(demo, "close");
        assert.equal(code, 130);
        assert.deepEqual(await leftovers(), before);
    });
});
