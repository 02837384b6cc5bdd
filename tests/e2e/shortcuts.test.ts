import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { type GitHubServer, startGitHub } from "../../tools/github";
import type { PulumiProject } from "../../tools/pulumi/project";
import { pulumiHome } from "../../tools/pulumi/workspace";
import { succeeded } from "../support/finished";
import { installPacked } from "../support/installation";
import { inlineProgram, program } from "../support/program";
import { deploymentOf, setProgram, storageProgram } from "../support/records";

const run = promisify(execFile);

/** A shortcut must not leave out anything that a test could need. */
describe("Shortcuts of the engine tests:", () => {
    let github: GitHubServer;

    before(async () => {
        github = await startGitHub();
    });
    after(() => github.close());

    it("a stack that the tests write equals one that `pulumi stack init` creates", async () => {
        const written = await program(github, setProgram({}));
        const files = await filesOf(written);
        succeeded(await written.run("stack", "rm", "--yes"));
        succeeded(await written.run("stack", "init", "dev"));
        const [settings, meta, state = ""] = await filesOf(written);
        // The oldest CLIs indent it, and add the time and the version that created it.
        const { checkpoint, ...version } = JSON.parse(state);
        const { manifest: _, ...latest } = checkpoint.latest;
        const compact = JSON.stringify({ ...version, checkpoint: { ...checkpoint, latest } });
        assert.deepEqual([settings, meta, compact], files);
    });

    it("a state that the tests read from its file equals what `pulumi stack export` shows", async () => {
        const project = await inlineProgram(github, setProgram({ a: deploymentOf("a") }) + storageProgram("b"));
        succeeded(await project.up());
        const { resources } = JSON.parse(succeeded(await project.run("stack", "export")).stdout).deployment;
        assert.equal(resources.length, 4);
        assert.deepEqual(await project.resources(""), resources);
    });

    it("the CLI writes no log", async () => {
        const project = await program(github, setProgram({}));
        const { output } = succeeded(await project.preview());
        assert.doesNotMatch(output, /\blog/);
        assert.ok((await stat(join(pulumiHome(project.stateDirectory), "logs"))).isFile());
    });

    it("the SDK loads TypeScript and Arborist only when it needs them (skipped with an SDK that PULUMI_SDK_VERSION names)", async function () {
        const { directory, isLazy } = await installPacked();
        if (!isLazy) return this.skip();
        const loaded = /node_modules.(typescript|@npmcli.arborist)\b/;
        const source = `const pulumi = require("@pulumi/pulumi");
            const loaded = () => Object.keys(require.cache).filter((file) => ${loaded}.test(file)).length > 0;
            const before = loaded();
            pulumi.runtime.serializeFunction(() => 1).then(() => console.log(JSON.stringify([before, loaded()])));`;
        const { stdout } = await run(process.execPath, ["-e", source], { cwd: directory });
        assert.deepEqual(JSON.parse(stdout), [false, true]);
    });
});

/** The settings and the state of a new stack, without the salt. */
async function filesOf({ directory, stateDirectory }: PulumiProject): Promise<readonly string[]> {
    const state = join(stateDirectory, ".pulumi");
    const files = [
        join(directory, "Pulumi.dev.yaml"),
        join(state, "meta.yaml"),
        join(state, "stacks/program/dev.json"),
    ];
    const texts = await Promise.all(files.map((file) => readFile(file, "utf8")));
    return texts.map((text) => text.trim().replaceAll(/v1:[\w+/=:]+/g, "v1:…"));
}
