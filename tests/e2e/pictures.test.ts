import assert from "node:assert/strict";
import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { takePictures } from "../../tools/pictures/take";
import { findEngine } from "../../tools/pulumi/engine";
import { ENGINE_VERSION } from "../../tools/pulumi/versions";
import { CHECKOUT } from "../support/installation";
import { TRANSPILE_ONLY } from "../support/program";

const PICTURES = join(CHECKOUT, "docs/pictures");

describe("The pictures of what Pulumi prints", () => {
    it(`show what a real run prints (skipped unless Pulumi is ${ENGINE_VERSION}, as in the pictures)`, async function () {
        const { root, version } = await findEngine();
        if (version !== ENGINE_VERSION) return this.skip();
        const taken = await takePictures({
            checkout: CHECKOUT,
            engineRoot: root,
            environment: TRANSPILE_ONLY,
            last: "change",
        });
        assert.deepEqual(
            taken.map(({ name }) => name),
            ["addition", "change"],
        );
        for (const { name, svg } of taken) assert.equal(svg, await readFile(join(PICTURES, `${name}.svg`), "utf8"));
    });

    it("are small, are on a page of docs/, and show no path or address of the machine that took them", async () => {
        const pages = ["docs/pictures.md", "docs/how-it-scales.md"].map((file) =>
            readFile(join(CHECKOUT, file), "utf8"),
        );
        const page = (await Promise.all(pages)).join("\n");
        const files = await readdir(PICTURES);
        assert.ok(files.length >= 6);
        for (const file of files) {
            const { size } = await stat(join(PICTURES, file));
            assert.ok(size < (file.endsWith(".svg") ? 60_000 : 250_000), `${file}: ${size}`);
            assert.ok(page.includes(`(pictures/${file})`), file);
            if (file.endsWith(".svg")) {
                const text = await readFile(join(PICTURES, file), "utf8");
                assert.doesNotMatch(text, /127\.0\.0\.1|localhost|\/tmp\/|\/home\/|\/Users\/|file:/);
            }
        }
    });
});
