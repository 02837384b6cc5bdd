import assert from "node:assert/strict";
import { type GitHubServer, startGitHub } from "../../../tools/github";
import type { PulumiProject } from "../../../tools/pulumi/project";
import { inlineBindings } from "../../support/bindings/inline";
import { failed, succeeded } from "../../support/finished";
import { heldLines, takeCounts } from "../../support/records-held";
import { ticking } from "../../support/ticking";
import { deployments, image } from "../../support/with-options";

let github: GitHubServer;

beforeEach(async () => {
    github = await startGitHub({ now: ticking(), tokens: { ghs_embedded: "write", ghs_another: "write" } });
});
afterEach(() => github.close());

/** A set with a digest that a preview does not know, a set with a secret in a list, and a record that another digest replaces. */
const program = (letter: string): string => `
    const source = ${image("source", letter)};
    const digest = source.recordIds.apply(() => "sha256:" + "${letter}".repeat(64));
    const { known, later } = ${deployments({ known: letter, later: "0" })};
    const where = { logicalEnvironment: "production" };
    new artifacts.ClusterDeploymentRecordSet("mixed", { ...where, cluster: "c1", deployments: { known, later: { ...later, name: "ghcr.io/acme/${letter}", digest } } });
    const hidden = { ...known, deploymentName: "hidden", tags: { key: pulumi.secret("${letter}") } };
    new artifacts.ClusterDeploymentRecordSet("listed", { ...where, cluster: "c2", deployments: [hidden] }, { parent: source });
`;

for (const binding of inlineBindings) {
    describe(`An update plan, with ${binding.name},`, () => {
        const preview = (project: PulumiProject) => project.preview("--save-plan", "plan.json");
        const up = (project: PulumiProject) => project.up("--plan", "plan.json");

        it("is kept with unknown digests, with the setting verify, and if the environment has another token by then", async () => {
            const project = await binding.start(github, program("a"));
            succeeded(await project.run("config", "set", "github-artifacts:verify", "true"));
            succeeded(await preview(project));
            const later = project.with({ GITHUB_TOKEN: "ghs_another" });
            succeeded(await up(later));
            const held = (letter: string): string[] =>
                ["hidden", "known", "later"].map((name) => `${name} ${letter} deployed`);
            assert.deepEqual(heldLines(github), [...held("a"), "image a active"]);
            takeCounts(github);
            await binding.rewrite(project, program("b"));
            succeeded(await preview(project));
            assert.match(takeCounts(github), /^[1-9]\d* GET, 0 POST$/);
            succeeded(await up(later));
            assert.deepEqual(heldLines(github), [...held("b"), "image a eol", "image b active"]);
            succeeded(await project.up("--expect-no-changes"));
        });

        it("is violated by another token in the configuration, so the token belongs in the environment", async () => {
            const project = await binding.start(github, image("image", "a"));
            const set = (token: string) => project.run("config", "set", "--secret", "github-artifacts:token", token);
            succeeded(await set("ghs_embedded"));
            succeeded(await preview(project));
            succeeded(await set("ghs_another"));
            const { output } = failed(await up(project));
            // CLIs up to 3.255 print the old token as well; 3.276.0 does not.
            assert.match(output, /violates plan: properties changed: .*token/);
            assert.equal(takeCounts(github), "0 GET, 0 POST");
        });
    });
}
