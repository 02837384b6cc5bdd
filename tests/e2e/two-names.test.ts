import assert from "node:assert/strict";
import { type GitHubServer, startGitHub } from "../../tools/github";
import type { PulumiProject } from "../../tools/pulumi/project";
import { failed, succeeded } from "../support/finished";
import { inlineProgram, rewrite } from "../support/program";
import { deploymentOf, setProgram, storageProgram } from "../support/records";

const api = deploymentOf("a");
const web = deploymentOf("a", { name: "mirror.dev/web", version: "2.0.0", githubRepository: "web" });

describe("One digest under two names on the real engine", () => {
    let github: GitHubServer;
    let project: PulumiProject;

    before(async () => {
        github = await startGitHub();
        project = await inlineProgram(github, setProgram({ api, web }));
    });
    after(() => github.close());

    const held = () => github.deploymentRecords().map(({ name, version, status }) => `${name}:${version} ${status}`);

    it("is recorded for each of the two repositories that built it, and is decommissioned under its own name", async () => {
        succeeded(await project.up());
        assert.deepEqual(held(), ["ghcr.io/acme/a:1.0.0 deployed", "mirror.dev/web:2.0.0 deployed"]);
        succeeded(await project.up("--expect-no-changes"));
        await rewrite(project, setProgram({ web }));
        succeeded(await project.up());
        assert.deepEqual(held(), ["ghcr.io/acme/a:1.0.0 decommissioned", "mirror.dev/web:2.0.0 deployed"]);
    });

    it("is refused in a preview if one of the two has no githubRepository", async () => {
        await rewrite(project, setProgram({ api: { ...api, githubRepository: undefined }, web }));
        const { output } = failed(await project.preview());
        assert.match(
            output,
            /deployments\["web"\]\.name is "mirror\.dev\/web", but "ghcr\.io\/acme\/a" in deployments\["api"\]/,
        );
    });

    it("causes a warning for two storage records of one repository", async () => {
        const mirror = storageProgram("a", { name: "mirror.dev/a", registryUrl: "https://mirror.dev" });
        await rewrite(project, storageProgram("a") + mirror.replace('"image"', '"mirror"'));
        const { output } = succeeded(await project.preview());
        // The first name is that of the record that Pulumi checks last.
        assert.match(
            output,
            /"(image|mirror)" records the artifact under another name than "(?!\1)(image|mirror)", which uses/,
        );
        assert.match(output, /GitHub keeps the first name/);
    });
});
