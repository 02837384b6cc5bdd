import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { findChromium } from "../../../../tools/pictures/chromium";

describe("Chromium", () => {
    let directory = "";
    before(async () => {
        directory = await mkdtemp(join(tmpdir(), "github-artifacts-chromium-"));
        await writeFile(join(directory, "chromium-browser"), "", { mode: 0o755 });
        await writeFile(join(directory, "google-chrome"), "", { mode: 0o755 });
        if (process.platform !== "win32") await writeFile(join(directory, "chromium"), "", { mode: 0o644 });
    });
    after(() => rm(directory, { recursive: true, force: true }));

    it("is the first executable on PATH with one of its names", () => {
        const PATH = [join(directory, "nowhere"), "relative", directory].join(delimiter);
        assert.equal(findChromium({ PATH }), join(directory, "chromium-browser"));
    });

    it("is the program in CHROME_PATH, whatever is on PATH", () => {
        assert.equal(findChromium({ PATH: directory, CHROME_PATH: "/opt/chrome" }), "/opt/chrome");
    });

    it("is undefined if there is none", () => {
        assert.equal(findChromium({ PATH: join(directory, "nowhere"), CHROME_PATH: "" }), undefined);
        assert.equal(findChromium({}), undefined);
    });
});
