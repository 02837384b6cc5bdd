import assert from "node:assert/strict";
import { chmod, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { engineEffects } from "../../../../tools/pulumi/effects";
import { ENGINE_VERSION } from "../../../../tools/pulumi/versions";

describe("The real effects", () => {
    let root: string;
    beforeEach(async () => {
        root = await mkdtemp(join(tmpdir(), "effects-"));
    });
    afterEach(() => rm(root, { recursive: true, force: true }));

    // The installer checks the engine in `root` before it fetches anything, and again at the end. The first check succeeds, so it
    // fetches nothing here. The test shows that it accepts its arguments.
    it("install an engine with arguments that Pulumi's installer understands", async () => {
        await mkdir(join(root, "bin"));
        await writeFile(join(root, "bin", "pulumi"), `#!/bin/sh\necho v${ENGINE_VERSION}\n`);
        await chmod(join(root, "bin", "pulumi"), 0o755);
        await engineEffects().install(ENGINE_VERSION, root);
    });

    it("can be overridden", () => {
        const say = (): void => {};
        assert.equal(engineEffects({ say, home: "/elsewhere" }).say, say);
        assert.equal(engineEffects({ say, home: "/elsewhere" }).home, "/elsewhere");
    });
});
