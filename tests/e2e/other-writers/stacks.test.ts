import assert from "node:assert/strict";
import { type GitHubServer, startGitHub } from "../../../tools/github";
import { dynamicResources, pluginInJavaScript } from "../../support/bindings/bindings";
import type { Declared } from "../../support/bindings/declared";
import { succeeded } from "../../support/finished";
import { declaredImage, declaredSet, heldLines, takeCounts } from "../../support/records-held";
import { ticking } from "../../support/ticking";

for (const binding of [dynamicResources, pluginInJavaScript]) {
    describe(`Two stacks that write to one organization, with ${binding.name}:`, () => {
        let github: GitHubServer;

        /** A line that warns. Pulumi shows a message of the stack for what a dynamic resource prints as an error. */
        const warning = (rest: RegExp): RegExp => new RegExp(`${binding.isPlugin ? "warning: " : " "}${rest.source}`);

        beforeEach(async () => {
            github = await startGitHub({ now: ticking() });
        });
        afterEach(() => github.close());

        /** A new stack, after the first up of its program. */
        async function stack(...declared: readonly Declared[]) {
            const project = await binding.start(github, declared);
            succeeded(await project.up());
            return project;
        }

        it("a destroy of the first leaves shared records as the second wrote them, and a warning names them", async () => {
            const first = await stack(declaredSet("prod", { "ns/d0/c": "a", "ns/d1/c": "b", "ns/own/c": "a" }));
            const second = await stack(declaredSet("prod", { "ns/d0/c": "a", "ns/d1/c": "c" }));
            takeCounts(github);
            const { output } = succeeded(await first.destroy());
            const held = ["ns/d0/c a deployed", "ns/d1/c c deployed", "ns/own/c a decommissioned"];
            assert.deepEqual(heldLines(github), held);
            // The destroy asked once for each digest, and wrote only its own record.
            assert.equal(takeCounts(github), "2 GET, 1 POST");
            assert.match(output, warning(/acme\/prod-eu-1\/production: .*"ns\/d0\/c"/));
            assert.match(output, warning(/acme\/prod-eu-1\/production: .*"ns\/d1\/c"/));
            assert.doesNotMatch(output, /"ns\/own\/c"/);
            assert.deepEqual(await first.resources(binding.type("ClusterDeploymentRecordSet")), []);
            succeeded(await second.up("--expect-no-changes"));
            succeeded(await second.refresh("--expect-no-changes"));
            succeeded(await second.destroy());
            assert.deepEqual(
                heldLines(github),
                held.map((line) => line.replace(" deployed", " decommissioned")),
            );
        });

        it("a deployment that moves from one to the other stays deployed: first an up of the new owner, then an up of the old one", async () => {
            const here = await stack(declaredSet("prod", { "ns/d0/c": "a", "ns/d1/c": "b" }));
            const there = await stack(declaredSet("prod", {}));
            await binding.rewrite(there, [declaredSet("prod", { "ns/d0/c": "a" })]);
            succeeded(await there.up());
            await binding.rewrite(here, [declaredSet("prod", { "ns/d1/c": "b" })]);
            takeCounts(github);
            const { output } = succeeded(await here.up());
            assert.deepEqual(heldLines(github), ["ns/d0/c a deployed", "ns/d1/c b deployed"]);
            assert.equal(takeCounts(github), "1 GET, 0 POST");
            assert.match(output, warning(/acme\/prod-eu-1\/production: .*"ns\/d0\/c"/));
            for (const project of [here, there]) succeeded(await project.up("--expect-no-changes"));
            succeeded(await here.destroy());
            assert.deepEqual(heldLines(github), ["ns/d0/c a deployed", "ns/d1/c b decommissioned"]);
        });

        it("a storage record that both declare stays as production wrote it when staging gets another digest", async () => {
            const staging = await stack(declaredImage("image", "a"));
            const production = await stack(declaredImage("image", "a", { version: "1.0.1" }));
            const [written] = github.storageRecords();
            await binding.rewrite(staging, [declaredImage("image", "b")]);
            takeCounts(github);
            const { output } = succeeded(await staging.up());
            assert.deepEqual(heldLines(github), ["image a active", "image b active"]);
            assert.deepEqual(github.storageRecords()[0], written);
            assert.equal(takeCounts(github), "1 GET, 1 POST");
            assert.match(output, warning(/acme: ghcr\.io\/acme\/a@sha256:a{12}… in https:\/\/ghcr\.io: (?!to r)/));
            succeeded(await production.up("--refresh", "--expect-no-changes"));
            succeeded(await staging.destroy());
            assert.equal(github.storageRecords()[0]?.status, "active");
            assert.notEqual(github.storageRecords()[1]?.status, "active");
        });
    });
}
