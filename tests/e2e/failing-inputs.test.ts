import assert from "node:assert/strict";
import { type GitHubServer, startGitHub } from "../../tools/github";
import { failed, succeeded } from "../support/finished";
import { inlineProgram, rewrite } from "../support/program";
import { digestOf } from "../support/records";

/** A set and a storage record, each with an argument that may fail. */
const both = (deployments: string, record: string): string => `
    const pulumi = require("@pulumi/pulumi");
    const pod = (image) => ({
        kind: "Pod",
        metadata: { name: "api" },
        spec: { containers: [{ name: "server", image }] },
    });
    const built = { githubRepository: "api" };
    const fail = (message) => { throw new Error(message); };
    new artifacts.ClusterDeploymentRecordSet("prod", {
        cluster: "prod-eu-1",
        logicalEnvironment: "production",
        deployments: ${deployments},
    });
    new artifacts.ArtifactStorageRecord("image", ${record});
`;

const IMAGE = `ghcr.io/acme/api:1@${digestOf("a")}`;

// The Automation API runs no preview, and Pulumi deletes what such a program does not register before it says what failed.
describe("An input that fails in a program of the Automation API, without a preview,", () => {
    let github: GitHubServer;

    before(async () => {
        github = await startGitHub();
    });
    after(() => github.close());

    const isWithdrawn = (): boolean =>
        [...github.deploymentRecords(), ...github.storageRecords()].some(
            ({ status }) => status !== "deployed" && status !== "active",
        );

    it("is refused by the resource that needs it, and the resource keeps its records", async () => {
        const good = both(
            `artifacts.deploymentsOf(pod("${IMAGE}"), built)`,
            `artifacts.storageRecordOf("${IMAGE}", built)`,
        );
        const project = await inlineProgram(github, good);
        succeeded(await project.up());
        assert.equal(github.deploymentRecords().length + github.storageRecords().length, 2);
        github.takeRequests();

        const image = `{ name: "ghcr.io/acme/api", digest: "${digestOf("a")}" }`;
        for (const [deployments, record, says] of [
            [
                'artifacts.deploymentsOf(pod("ghcr.io/acme/api:1"), built)',
                `artifacts.storageRecordOf("${IMAGE}", built)`,
                /deployments failed: deploymentsOf found:\n\s+- Pod default\/api, container "server": its image .* has no digest/,
            ],
            [
                `artifacts.deploymentsOf(pod("${IMAGE}"), built)`,
                'artifacts.storageRecordOf(pulumi.output("ghcr.io/acme/api:1"), built)',
                /digest failed: the image "ghcr\.io\/acme\/api:1" has no digest: pass/,
            ],
            [
                `{ "default/api/server": { ...${image}, ...built, version: pulumi.output(1).apply(() => fail("no tag")) } }`,
                `artifacts.storageRecordOf("${IMAGE}", built)`,
                /deployments\["default\/api\/server"\]\["version"\] failed: no tag \(at .*index\.js:\d+:\d+\)/,
            ],
            [
                `artifacts.deploymentsOf(pod("${IMAGE}"), built)`,
                'artifacts.storageRecordOf(Promise.reject(new Error("no image")), built)',
                /name, digest, version, registryUrl, repository, artifactUrl failed: no image \(at .*index\.js/,
            ],
        ] as const) {
            await rewrite(project, both(deployments, record));
            const { output } = failed(await project.up());
            assert.match(output, says);
            assert.doesNotMatch(output, /\n\s+at .*node_modules/);
            assert.equal(isWithdrawn(), false);
            assert.equal((await project.resources()).length, 2);
        }
        assert.deepEqual(github.takeRequests(), []);
        await rewrite(project, good);
        succeeded(await project.up("--expect-no-changes"));
    });
});
