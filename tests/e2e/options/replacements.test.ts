import assert from "node:assert/strict";
import { type GitHubOptions, type GitHubServer, startGitHub } from "../../../tools/github";
import { inlineBindings } from "../../support/bindings/inline";
import { failed, succeeded } from "../../support/finished";
import { heldLines, takeCounts } from "../../support/records-held";
import { ticking } from "../../support/ticking";
import { image, set } from "../../support/with-options";

let github: GitHubServer;

const startWith = async (options: GitHubOptions): Promise<void> => {
    github = await startGitHub(options);
};
afterEach(() => github.close());

const shared = { cluster: "shared" };

for (const binding of inlineBindings) {
    describe(`A replaced resource, with ${binding.name},`, () => {
        it("stays recorded with --replace and taint, and --replace is refused together with deleteBeforeReplace", async () => {
            await startWith({ now: ticking() });
            const project = await binding.start(github, `${set("prod", { a: "a" })};${image("image", "c")};`);
            succeeded(await project.up());
            const both = ["prod", "image"].flatMap((name) => ["--replace", `**::${name}`]);
            assert.match(succeeded(await project.up(...both)).output, /2 replaced/);
            assert.deepEqual(heldLines(github), ["a a deployed", "image c active"]);
            succeeded(await project.run("state", "taint", binding.urn("ClusterDeploymentRecordSet", "prod")));
            assert.match(succeeded(await project.up()).output, /1 replaced/);
            assert.deepEqual(heldLines(github), ["a a deployed", "image c active"]);
            const first = "deleteBeforeReplace: true";
            await binding.rewrite(project, `${set("prod", { a: "a" }, first)};${image("image", "c", first)};`);
            takeCounts(github);
            const { output } = failed(await project.up(...both));
            assert.match(output, /remove the option deleteBeforeReplace for this run/);
            assert.equal(takeCounts(github), "0 GET, 0 POST");
            succeeded(await project.up("--expect-no-changes"));
        });

        it("leaves no record deployed if it is deleted first (deleteBeforeReplace, replaceOnChanges) and its new write fails", async () => {
            await startWith({ now: ticking() });
            const options = 'deleteBeforeReplace: true, replaceOnChanges: ["deployments"]';
            const project = await binding.start(github, set("prod", { a: "a", b: "b" }, options));
            succeeded(await project.up());
            await binding.rewrite(project, set("prod", { a: "c", b: "b" }, options));
            if (!binding.isPlugin) {
                // Pulumi does not know what differs in a dynamic resource, so it replaces nothing.
                assert.match(succeeded(await project.up()).output, /1 updated/);
                return;
            }
            github.fail({ method: "POST", after: 1, status: 422, body: { message: "refused" } });
            failed(await project.up());
            await binding.rewrite(project, "");
            succeeded(await project.up());
            assert.deepEqual(await project.resources("github-artifacts"), []);
            assert.deepEqual(heldLines(github), ["a a decommissioned", "b b decommissioned"]);
        });

        it("is retired first and then written again if a resource that it depends on is deleted first", async () => {
            await startWith({ now: ticking() });
            const from = (letter: string): string =>
                `const source = ${image("image", letter, "", { repository: `acme/${letter}` })};` +
                set("prod", { a: "a" }).replace(
                    '"production"',
                    "source.repository.apply((name) => 'stage-' + name.length)",
                );
            const project = await binding.start(github, from("c"));
            succeeded(await project.up());
            await binding.rewrite(project, from("d"));
            github.takeRequests();
            assert.match(succeeded(await project.up()).output, /2 replaced/);
            assert.deepEqual(heldLines(github), ["a a deployed", "image c eol", "image d active"]);
            const writes = github.takeRequests().filter(({ path }) => path.includes("/deployment-record/"));
            assert.equal(writes.length, 2);
            succeeded(await project.up("--expect-no-changes"));
        });
    });

    describe(`Names that change their case together with their resource, within one second, with ${binding.name},`, () => {
        it("stay deployed if GitHub treats both spellings as one record, although the old resource is deleted last", async () => {
            await startWith({ now: () => new Date("2026-01-01T00:00:00Z"), ignoresCase: true });
            const all = (before: boolean): string =>
                [
                    before ? set("one", { a: "a" }) : set("renamed", { a: "a" }, "", { cluster: "C-One" }),
                    set("two", { b: "b" }, "deleteBeforeReplace: false", { logicalEnvironment: before ? "qa" : "QA" }),
                    set("from", { c: "c", ...(before && { d: "d" }) }, "", shared),
                    set("to", before ? {} : { D: "d" }, "", shared),
                ].join(";");
            const project = await binding.start(github, all(true));
            succeeded(await project.up());
            await binding.rewrite(project, all(false));
            const { output } = succeeded(await project.up());
            assert.deepEqual(heldLines(github), ["D d deployed", "a a deployed", "b b deployed", "c c deployed"]);
            assert.match(
                output,
                /acme\/c-one\/production: not decommissioned, because another resource declares it: .*"a"/,
            );
            succeeded(await project.up("--expect-no-changes"));
            succeeded(await project.destroy());
            assert.ok(github.deploymentRecords().every(({ status }) => status === "decommissioned"));
        });
    });
}
