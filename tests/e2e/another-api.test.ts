import assert from "node:assert/strict";
import { type GitHubServer, startGitHub } from "../../tools/github";
import type { PulumiProject } from "../../tools/pulumi/project";
import { dynamicResources, pluginInJavaScript } from "../support/bindings/bindings";
import { succeeded } from "../support/finished";
import { declaredImage, declaredSet, heldLines, takeCounts } from "../support/records-held";

const NOTHING = "0 GET, 0 POST";

for (const binding of [dynamicResources, pluginInJavaScript]) {
    describe(`A stack that is recorded at one API and then run against another, with ${binding.name}:`, () => {
        let former: GitHubServer;
        let current: GitHubServer;
        let project: PulumiProject;

        const all = [declaredSet("prod", { "shop/api": "a", "shop/web": "b" }), declaredImage("image", "a")];
        const recorded = ["shop/api a deployed", "shop/web b deployed", "image a active"];

        before(async () => {
            [former, current] = await Promise.all([startGitHub(), startGitHub()]);
            project = await binding.start(former, all);
            succeeded(await project.up());
            takeCounts(former);
            project = project.with({ GITHUB_BASE_URL: current.url });
        });
        after(() => Promise.all([former.close(), current.close()]));
        afterEach("the former API gets no request, and nothing that it holds changes", () => {
            assert.equal(takeCounts(former), NOTHING);
            assert.deepEqual(heldLines(former), recorded);
        });

        it("a preview shows everything as to be recorded at the new API, and a warning says what stays at the former one", async () => {
            const { output } = succeeded(await project.preview());
            assert.match(output, /acme\/prod-eu-1\/production: 2 to record; 1 request\n/);
            assert.match(output, /@sha256:a{12}… in https:\/\/ghcr\.io: to record; 1 request\n/);
            for (const what of [/acme\/prod-eu-1\/production/, /@sha256:a{12}… in https:\/\/ghcr\.io/]) {
                assert.match(output, new RegExp(`${what.source}: .*${former.url}`));
            }
            assert.equal(takeCounts(current), NOTHING);
        });

        it("an up records everything at the new API and retires nothing; a second one does nothing", async () => {
            const { output } = succeeded(await project.up());
            assert.match(output, new RegExp(former.url));
            assert.deepEqual(heldLines(current), recorded);
            assert.equal(takeCounts(current), "0 GET, 2 POST");
            const again = succeeded(await project.up("--expect-no-changes"));
            assert.doesNotMatch(again.output, new RegExp(former.url));
            assert.equal(takeCounts(current), NOTHING);
        });

        it("a destroy after that retires only what is at the new API", async () => {
            succeeded(await project.destroy());
            assert.deepEqual(heldLines(current), [
                "shop/api a decommissioned",
                "shop/web b decommissioned",
                "image a eol",
            ]);
        });
    });

    describe(`A stack that is recorded at one API and drops something in a run against another, with ${binding.name},`, () => {
        it("retires nothing at either API, and a warning says where it stays recorded", async () => {
            const [former, current] = await Promise.all([startGitHub(), startGitHub()]);
            try {
                const stack = await binding.start(former, [
                    declaredSet("prod", { "shop/api": "a", "shop/web": "b" }),
                    declaredImage("image", "a"),
                ]);
                succeeded(await stack.up());
                const recorded = heldLines(former);
                takeCounts(former);
                const project = stack.with({ GITHUB_BASE_URL: current.url });
                await binding.rewrite(project, [declaredSet("prod", { "shop/api": "a" })]);
                const { output } = succeeded(await project.up());
                assert.match(output, new RegExp(`acme/prod-eu-1/production: .*${former.url}`));
                assert.match(output, new RegExp(`in https://ghcr\\.io: .*${former.url}`));
                assert.deepEqual(heldLines(current), ["shop/api a deployed"]);
                assert.equal(takeCounts(current), "0 GET, 1 POST");
                succeeded(await project.destroy());
                assert.deepEqual(heldLines(current), ["shop/api a decommissioned"]);
                assert.deepEqual(heldLines(former), recorded);
                assert.equal(takeCounts(former), NOTHING);
            } finally {
                await Promise.all([former.close(), current.close()]);
            }
        });
    });
}
