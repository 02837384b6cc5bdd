import assert from "node:assert/strict";
import { type GitHubServer, startGitHub } from "../../../tools/github";
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

const shared = { cluster: "shared" };
const one = (letters: Readonly<Record<string, string>>): string => set("one", letters, "", shared);
const two = (letters: Readonly<Record<string, string>>): string => set("two", letters, "", shared);

for (const binding of inlineBindings) {
    describe(`Flags of the CLI, with ${binding.name}:`, () => {
        it("--target and --exclude retire what leaves a resource of the run, and the next full run records it again", async () => {
            const project = await binding.start(github, `${one({ a: "a", b: "b" })};${two({})};`);
            succeeded(await project.up());
            await binding.rewrite(project, `${one({ b: "b" })};${two({ a: "a" })};`);
            assert.match(succeeded(await project.up("--exclude", "**::two")).output, /1 to decommission/);
            assert.deepEqual(heldLines(github), ["a a decommissioned", "b b deployed"]);
            succeeded(await project.up());
            assert.deepEqual(heldLines(github), ["a a deployed", "b b deployed"]);
            // The new owner alone is created, and after that the old one alone is deleted.
            await binding.rewrite(project, `${one({ b: "b" })};${set("renamed", { a: "a" }, "", shared)};`);
            succeeded(await project.up("--target", "**::renamed"));
            succeeded(await project.destroy("--target", "**::two"));
            assert.deepEqual(heldLines(github), ["a a deployed", "b b deployed"]);
            takeCounts(github);
            succeeded(await project.up("--expect-no-changes"));
            assert.equal(takeCounts(github), "0 GET, 0 POST");
        });

        it("a preview of a refresh or a destroy writes nothing, and --run-program exempts no record from either", async () => {
            const project = await binding.start(github, `${one({ a: "a" })};${image("image", "c")};`);
            succeeded(await project.up());
            takeCounts(github);
            github.alterDeployment({ deployment_name: "a" }, { tags: { owner: "else" } });
            const state = succeeded(await project.run("stack", "export")).stdout;
            assert.match(
                succeeded(await project.run("refresh", "--preview-only")).output,
                /updated in the meantime by someone else/,
            );
            succeeded(await project.run("destroy", "--preview-only"));
            assert.equal(takeCounts(github), "2 GET, 0 POST");
            assert.equal(succeeded(await project.run("stack", "export")).stdout, state);
            succeeded(await project.refresh("--run-program"));
            succeeded(await project.up("--refresh", "--run-program"));
            assert.equal(takeCounts(github), "4 GET, 1 POST");
            // Another resource of the program declares what is destroyed. It is not created, so it does not keep the record.
            await binding.rewrite(project, set("another", { a: "a" }, "", shared));
            succeeded(await project.destroy("--run-program"));
            assert.deepEqual(heldLines(github), ["a a decommissioned", "image c eol"]);
        });

        it("--continue-on-error leaves a resource alone if it fails its check or depends on a failed one, but deletes one made in an apply", async () => {
            const later = (repository: string): string => `
                const source = ${image("source", "c", "", { version: repository, githubRepository: repository })};
                ${set("waiting", { a: "a" }, "dependsOn: [source]")};
                source.recordIds.apply(() => ${set("made", { b: "b" })});`;
            const project = await binding.start(github, `${later("api")}${one({ d: "d" })};`);
            succeeded(await project.up());
            const checked = ["a a deployed", "b b deployed", "d d deployed", "image c active"];
            const invalid = set("one", { d: "d" }, "", { cluster: "not a name" });
            await binding.rewrite(project, invalid);
            failed(await project.up("--continue-on-error"));
            assert.deepEqual(heldLines(github), checked);
            await binding.rewrite(project, later("nowhere").replace('{"a":', '{"e":'));
            const { output } = failed(await project.up("--continue-on-error"));
            assert.match(output, /2 deleted/);
            assert.deepEqual(heldLines(github), [
                "a a deployed",
                "b b decommissioned",
                "d d decommissioned",
                "image c active",
            ]);
        });
    });
}
