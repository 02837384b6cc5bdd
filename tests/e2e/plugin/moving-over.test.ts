import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type GitHubServer, startGitHub } from "../../../tools/github";
import type { PulumiProject } from "../../../tools/pulumi/project";
import { dynamicResources, pluginInJavaScript } from "../../support/bindings/bindings";
import type { Declared } from "../../support/bindings/declared";
import { pulumiYaml } from "../../support/bindings/plugin";
import { succeeded } from "../../support/finished";
import { deploymentOf } from "../../support/records";

const declared: readonly Declared[] = [
    {
        type: "ArtifactStorageRecord",
        name: "image",
        args: { ...deploymentOf("a"), registryUrl: "https://ghcr.io" } as Declared["args"],
    },
    {
        type: "ClusterDeploymentRecordSet",
        name: "prod",
        args: {
            cluster: "prod-eu-1",
            logicalEnvironment: "production",
            deployments: { "shop/api": deploymentOf("a"), "shop/web": deploymentOf("b") } as never,
        },
    },
];

describe("A stack of dynamic resources that moves to the plugin", () => {
    let github: GitHubServer;
    let project: PulumiProject;

    before(async () => {
        github = await startGitHub();
        // Both bindings read this, so the stack keeps its configuration.
        project = (await dynamicResources.start(github, declared)).with({ GITHUB_OWNER: "", GITHUB_TOKEN: "" });
        succeeded(await project.run("config", "set", "github-artifacts:owner", "acme"));
        succeeded(await project.run("config", "set", "--secret", "github-artifacts:token", "ghs_embedded"));
        succeeded(await project.up());
        assert.equal(github.takeRequests().length, 2);
    });
    after(() => github.close());

    it("is updated through the aliases of the SDK, without a request", async () => {
        await writeFile(join(project.directory, "Pulumi.yaml"), await pulumiYaml("nodejs"));
        await pluginInJavaScript.rewrite(project, declared);
        const { output } = succeeded(await project.preview());
        assert.match(output, /~ 2 to update/);
        assert.doesNotMatch(output, /to create|to delete|to replace/);
        succeeded(await project.up());
        assert.deepEqual(github.takeRequests(), []);
    });

    it("then has the plugin's types, and nothing of a dynamic resource", async () => {
        assert.deepEqual(await project.resources("pulumi-nodejs:dynamic"), []);
        const resources = await project.resources("github-artifacts:index");
        assert.deepEqual(resources.map(({ type }) => type.split(":").at(-1)).sort(), [
            "ArtifactStorageRecord",
            "ClusterDeploymentRecordSet",
        ]);
        for (const { inputs, outputs } of resources) {
            assert.ok(!("__provider" in inputs) && !("__provider" in outputs));
        }
    });

    it("is unchanged after that, and retires everything when it is destroyed", async () => {
        succeeded(await project.up("--expect-no-changes"));
        assert.deepEqual(github.takeRequests(), []);
        succeeded(await project.destroy());
        // One GET for each of the set's two digests, one for the storage record, and two POSTs that retire.
        assert.deepEqual(
            github
                .takeRequests()
                .map(({ method }) => method)
                .sort(),
            ["GET", "GET", "GET", "POST", "POST"],
        );
        assert.deepEqual([...new Set(github.deploymentRecords().map(({ status }) => status))], ["decommissioned"]);
        assert.deepEqual(
            github.storageRecords().map(({ status }) => status),
            ["eol"],
        );
    });
});
