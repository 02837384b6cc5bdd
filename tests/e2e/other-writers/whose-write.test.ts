import assert from "node:assert/strict";
import { type GitHubServer, startGitHub } from "../../../tools/github";
import type { PulumiProject } from "../../../tools/pulumi/project";
import { type AnotherTool, anotherTool } from "../../support/another-tool";
import { dynamicResources, pluginInJavaScript } from "../../support/bindings/bindings";
import type { Declared } from "../../support/bindings/declared";
import { succeeded } from "../../support/finished";
import { declaredTexts, heldTexts, MANY, manyDeployments, manyProgram } from "../../support/many-deployments";
import { inlineProgram as program, rewrite } from "../../support/program";
import { digestOf } from "../../support/records";
import { declaredImage, declaredSet, heldLines, takeCounts } from "../../support/records-held";
import { ticking } from "../../support/ticking";

let github: GitHubServer;
let tool: AnotherTool;

beforeEach(async () => {
    github = await startGitHub({ now: ticking() });
    tool = anotherTool(github);
});
afterEach(() => github.close());

/** What the other tool writes about a deployment. */
const theirs = (deployment_name: string, letter: string) => ({
    deployment_name,
    name: "ghcr.io/acme/theirs",
    digest: digestOf(letter),
    version: "6.6.6",
    github_repository: "web",
    tags: { by: "another-tool" },
});

for (const binding of [dynamicResources, pluginInJavaScript]) {
    describe(`A record that another tool wrote in the meantime, with ${binding.name}:`, () => {
        const all = { "ns/d0/c": "a", "ns/d1/c": "b", "ns/d2/c": "c" };
        const { "ns/d1/c": _, ...rest } = all;
        const written = () => github.deploymentRecords().find(({ name }) => name === "ghcr.io/acme/theirs");

        async function stack(...declared: readonly Declared[]): Promise<PulumiProject> {
            const project = await binding.start(github, declared);
            succeeded(await project.up());
            return project;
        }

        it("with a new digest, it stays as that tool wrote it when it leaves the program, and a warning names it", async () => {
            const project = await stack(declaredSet("prod", all));
            await tool.deploys("prod-eu-1", "production", theirs("ns/d1/c", "d"));
            const before = written();
            await binding.rewrite(project, [declaredSet("prod", rest)]);
            takeCounts(github);
            const { output } = succeeded(await project.up());
            assert.deepEqual(heldLines(github), ["ns/d0/c a deployed", "ns/d1/c d deployed", "ns/d2/c c deployed"]);
            assert.deepEqual(written(), before);
            assert.match(output, /"ns\/d1\/c"/);
            takeCounts(github);
            succeeded(await project.up("--expect-no-changes"));
            assert.equal(takeCounts(github), "0 GET, 0 POST");
            succeeded(await project.destroy());
            assert.deepEqual(written(), before);
            assert.deepEqual(heldLines(github), [
                "ns/d0/c a decommissioned",
                "ns/d1/c d deployed",
                "ns/d2/c c decommissioned",
            ]);
        });

        it("with the same digest, it stays as that tool wrote it when the stack is destroyed, and a warning names it", async () => {
            const project = await stack(declaredSet("prod", all), declaredImage("image", "a"));
            await tool.deploys("prod-eu-1", "production", theirs("ns/d1/c", "b"));
            await tool.stores({
                ...{ name: "ghcr.io/acme/theirs", digest: digestOf("a"), github_repository: "web" },
                ...{ registry_url: "https://ghcr.io", repository: "acme/a" },
            });
            const [before, stored] = [written(), github.storageRecords()];
            takeCounts(github);
            const { output } = succeeded(await project.destroy());
            assert.deepEqual(heldLines(github), [
                "ns/d0/c a decommissioned",
                "ns/d1/c b deployed",
                "ns/d2/c c decommissioned",
                "image a active",
            ]);
            assert.deepEqual([written(), github.storageRecords()], [before, stored]);
            assert.equal(takeCounts(github), "4 GET, 1 POST");
            assert.match(output, /"ns\/d1\/c"/);
            assert.match(output, /sha256:a{12}… in https:\/\/ghcr\.io/);
        });

        it("after a refresh found the write, it stays as that tool wrote it when it leaves the program", async () => {
            const project = await stack(declaredSet("prod", all));
            await tool.deploys("prod-eu-1", "production", { ...theirs("ns/d1/c", "b"), tags: {} });
            const before = written();
            succeeded(await project.refresh());
            await binding.rewrite(project, [declaredSet("prod", rest)]);
            const { output } = succeeded(await project.up());
            assert.deepEqual(written(), before);
            assert.match(output, /"ns\/d1\/c"/);
            succeeded(await project.up("--expect-no-changes"));
        });

        it("if the program still declares it, `up --refresh` writes it again, and it is retired when it leaves", async () => {
            const project = await stack(declaredSet("prod", all));
            await tool.deploys("prod-eu-1", "production", { ...theirs("ns/d1/c", "b"), tags: {} });
            succeeded(await project.up("--refresh"));
            assert.equal(written(), undefined);
            await binding.rewrite(project, [declaredSet("prod", rest)]);
            succeeded(await project.up());
            assert.deepEqual(heldLines(github), [
                "ns/d0/c a deployed",
                "ns/d1/c b decommissioned",
                "ns/d2/c c deployed",
            ]);
        });
    });
}

describe("If nobody else wrote in the meantime,", () => {
    const ARTIFACTS = 50;
    const first = manyDeployments(1);
    const inCluster = (cluster: string): string => manyProgram(first).replace("prod-eu-1", cluster);

    it("a destroy retires all, with one GET for each digest and one POST for each 1,000 records; a second one does nothing", async () => {
        const project = await program(github, manyProgram(first));
        succeeded(await project.up());
        assert.equal(takeCounts(github), "0 GET, 3 POST");
        succeeded(await project.destroy());
        assert.deepEqual(heldTexts(github), declaredTexts(first, "decommissioned"));
        assert.equal(takeCounts(github), `${ARTIFACTS} GET, 3 POST`);
        succeeded(await project.destroy());
        assert.equal(takeCounts(github), "0 GET, 0 POST");
    });

    it("a replacement records and retires all, with one GET for each digest and one POST for each 1,000 records; a second up does nothing", async () => {
        const project = await program(github, inCluster("old"));
        succeeded(await project.up());
        takeCounts(github);
        await rewrite(project, inCluster("new"));
        succeeded(await project.up());
        const statuses = github.deploymentRecords().map(({ cluster, status }) => `${cluster} ${status}`);
        assert.deepEqual(statuses, [...Array(MANY).fill("new deployed"), ...Array(MANY).fill("old decommissioned")]);
        assert.equal(takeCounts(github), `${ARTIFACTS} GET, 6 POST`);
        succeeded(await project.up("--expect-no-changes"));
        assert.equal(takeCounts(github), "0 GET, 0 POST");
    });

    it("an up asks only about what leaves: one GET for each digest that leaves, and one POST for each resource", async () => {
        const project = await dynamicResources.start(github, [
            declaredSet("prod", { "ns/d0/c": "a", "ns/d1/c": "a", "ns/d2/c": "b", "ns/d3/c": "c" }),
            declaredImage("image", "a"),
        ]);
        succeeded(await project.up());
        takeCounts(github);
        await dynamicResources.rewrite(project, [declaredSet("prod", { "ns/d0/c": "a" })]);
        succeeded(await project.up());
        assert.deepEqual(heldLines(github).slice(0, 4), [
            "ns/d0/c a deployed",
            "ns/d1/c a decommissioned",
            "ns/d2/c b decommissioned",
            "ns/d3/c c decommissioned",
        ]);
        assert.notEqual(github.storageRecords()[0]?.status, "active");
        assert.equal(takeCounts(github), "4 GET, 2 POST");
        succeeded(await project.up("--expect-no-changes"));
        assert.equal(takeCounts(github), "0 GET, 0 POST");
    });
});
