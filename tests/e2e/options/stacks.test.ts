import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type GitHubServer, startGitHub } from "../../../tools/github";
import type { PulumiProject } from "../../../tools/pulumi/project";
import { inlineBindings } from "../../support/bindings/inline";
import { failed, succeeded } from "../../support/finished";
import { heldLines, takeCounts } from "../../support/records-held";
import { ticking } from "../../support/ticking";
import { image, set } from "../../support/with-options";

let github: GitHubServer;

beforeEach(async () => {
    github = await startGitHub({ now: ticking() });
});
afterEach(() => github.close());

for (const binding of inlineBindings) {
    describe(`Records after a change of their stack or state, with ${binding.name}:`, () => {
        const isUnchanged = async (project: PulumiProject): Promise<void> => {
            takeCounts(github);
            succeeded(await project.up("--expect-no-changes"));
            assert.equal(takeCounts(github), "0 GET, 0 POST");
        };

        const urn = binding.urn("ClusterDeploymentRecordSet", "prod");
        const prod = (letters: Readonly<Record<string, string>>, name = "prod"): string =>
            set(name, letters, "", { cluster: "c" });

        it("`pulumi state move` gives them to another stack, which then owns them and which other stacks can reference", async () => {
            const inStack = (stack: string, source: string) => `if (pulumi.getStack() === "${stack}") { ${source} }`;
            const both = `${prod({ a: "a", b: "b" })}; ${image("image", "c")};`;
            const project = await binding.start(github, inStack("dev", both));
            succeeded(await project.up());
            succeeded(await project.with({ PULUMI_STACK: undefined }).run("stack", "init", "other", "--no-select"));
            const other = project.with({ PULUMI_STACK: "other" });
            succeeded(await other.up());
            const moved = [urn, binding.urn("ArtifactStorageRecord", "image")];
            succeeded(await project.run("state", "move", "--source", "dev", "--dest", "other", "--yes", ...moved));
            await binding.rewrite(project, inStack("other", both));
            await isUnchanged(project);
            await isUnchanged(other);
            if (binding.isPlugin) return;
            const copy = `const { cluster, ...rest } = { cluster: "copy", logicalEnvironment: "production" };
                const deployments = new pulumi.StackReference("organization/program/other").getOutput("deployments");
                new artifacts.ClusterDeploymentRecordSet("copy", { cluster, ...rest, deployments });`;
            const exported = `exports.deployments = ${prod({ a: "a" })}.deployments;`;
            await binding.rewrite(project, inStack("other", exported) + inStack("dev", copy));
            succeeded(await other.up());
            succeeded(await project.up());
            assert.deepEqual(heldLines(github), ["a a deployed", "a a deployed", "b b decommissioned", "image c eol"]);
            // A missing output does not count as an empty set.
            await binding.rewrite(project, inStack("other", `${prod({ a: "a" })};`) + inStack("dev", copy));
            succeeded(await other.up());
            assert.match(failed(await project.up()).output, /deployments is required, but missing/);
        });

        it("they stay as they are under new names, in another backend, and if the state forgets them", async () => {
            const project = await binding.start(github, prod({ a: "a", b: "b" }));
            succeeded(await project.up());
            succeeded(await project.run("state", "rename", urn, "renamed", "--yes"));
            await binding.rewrite(project, prod({ a: "a", b: "b" }, "renamed"));
            succeeded(await project.with({ PULUMI_STACK: undefined }).run("stack", "rename", "live", "--stack", "dev"));
            const live = project.with({ PULUMI_STACK: "live" });
            await isUnchanged(live);

            const state = succeeded(await live.run("stack", "export", "--show-secrets")).stdout;
            await writeFile(join(project.directory, "state.json"), state);
            const backend = { PULUMI_BACKEND_URL: `file://${project.directory}`, PULUMI_STACK: undefined };
            succeeded(await project.with(backend).run("stack", "init", "live", "--no-select"));
            const there = project.with({ ...backend, PULUMI_STACK: "live" });
            succeeded(await there.run("stack", "import", "--file", "state.json"));
            await isUnchanged(there);

            // What the state forgot is written again if it is declared. Otherwise, nothing retires it.
            const forgotten = urn.replace(":dev::", ":live::").replace("::prod", "::renamed");
            succeeded(await there.run("state", "delete", forgotten, "--yes"));
            await binding.rewrite(project, prod({ a: "a" }, "renamed"));
            takeCounts(github);
            succeeded(await there.up());
            assert.equal(takeCounts(github), "0 GET, 1 POST");
            await isUnchanged(there);
            assert.deepEqual(heldLines(github), ["a a deployed", "b b deployed"]);
            // The old copy of the stack retires what nobody wrote in the meantime. So remove that copy, and do not destroy it.
            assert.match(succeeded(await live.destroy()).output, /left unchanged on GitHub: 1 deployment \("a"\)/);
            assert.deepEqual(heldLines(github), ["a a deployed", "b b decommissioned"]);
        });
    });
}
