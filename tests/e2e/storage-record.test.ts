import assert from "node:assert/strict";
import { type GitHubServer, startGitHub } from "../../tools/github";
import type { PulumiProject } from "../../tools/pulumi/project";
import { succeeded } from "../support/finished";
import { program, rewrite } from "../support/program";
import { digestOf, storageProgram } from "../support/records";

const location = { artifactUrl: "https://ghcr.io/v2/acme/a", path: "acme/a", status: "active" };

/** The image, and a record set that takes its name and digest from it. */
const withDeployment = (letter: string): string => `
    const image = ${storageProgram(letter)}
    new artifacts.ClusterDeploymentRecordSet("prod", {
        cluster: "prod-eu-1",
        logicalEnvironment: "production",
        deployments: { "shop/api": { name: image.name, digest: image.digest, githubRepository: "api" } },
    });`;

describe("An artifact storage record on the real engine", () => {
    let github: GitHubServer;
    let project: PulumiProject;

    const held = (): object[] => github.storageRecords().map(({ digest, status }) => ({ digest, status }));
    const sent = (): object[] => github.takeRequests().map(({ body }) => body as object);

    before(async () => {
        github = await startGitHub();
        project = await program(github, storageProgram("a", location));
    });
    after(() => github.close());

    it("is previewed without a request, and created with one that holds every argument", async () => {
        const { output } = succeeded(await project.preview());
        assert.match(output, /acme: ghcr\.io\/acme\/a@sha256:a{12}… in https:\/\/ghcr\.io: to record; 1 request\n/);
        assert.deepEqual(github.takeRequests(), []);
        succeeded(await project.up());
        assert.deepEqual(sent(), [
            {
                name: "ghcr.io/acme/a",
                digest: digestOf("a"),
                version: "1.0.0",
                artifact_url: "https://ghcr.io/v2/acme/a",
                path: "acme/a",
                registry_url: "https://ghcr.io",
                repository: "acme/a",
                status: "active",
                github_repository: "api",
                return_records: true,
            },
        ]);
    });

    it("shows no change and makes no request in a second up, and none in a refresh but one GET", async () => {
        succeeded(await project.up("--expect-no-changes"));
        assert.deepEqual(github.takeRequests(), []);
        succeeded(await project.refresh("--expect-no-changes"));
        const path = `/orgs/acme/artifacts/${digestOf("a")}/metadata/storage-records`;
        assert.deepEqual(
            github.takeRequests().map((request) => `${request.method} ${decodeURIComponent(request.path)}`),
            [`GET ${path}`],
        );
    });

    it("is updated in place when its version changes, with one POST", async () => {
        await rewrite(project, storageProgram("a", { ...location, version: "1.0.1" }));
        const { output } = succeeded(await project.up());
        assert.match(output, /to update version; 1 request/);
        assert.equal(sent().length, 1);
        assert.deepEqual(
            github.storageRecords().map(({ version }) => version),
            ["1.0.1"],
        );
    });

    it("converges when its URL leaves the program, though GitHub cannot clear it", async () => {
        const { artifactUrl: _url, ...without } = location;
        await rewrite(project, storageProgram("a", { ...without, version: "1.0.1" }));
        succeeded(await project.up());
        assert.equal(sent().length, 1);
        succeeded(await project.up("--refresh", "--expect-no-changes"));
        assert.deepEqual(
            github.takeRequests().map(({ method }) => method),
            ["GET"],
        );
    });

    it("retires the old record before it writes the new one when the digest changes, and its set is updated", async () => {
        await rewrite(project, withDeployment("a"));
        succeeded(await project.up());
        await rewrite(project, withDeployment("b"));
        const { output } = succeeded(await project.preview());
        assert.match(output, /ClusterDeploymentRecordSet prod update/);
        assert.match(output, /@sha256:a{12}… in https:\/\/ghcr\.io: to retire; 1 request\n/);
        assert.match(output, /@sha256:b{12}… in https:\/\/ghcr\.io: to record; 1 request\n/);
        assert.doesNotMatch(output, /not known before up/);
        github.takeRequests();
        succeeded(await project.up());
        const bodies = github.takeRequests().map(({ body }) => body as { digest?: string; status?: string });
        assert.deepEqual(
            bodies.slice(0, 2).map(({ digest, status }) => ({ digest, status })),
            [
                { digest: digestOf("a"), status: "deleted" },
                { digest: digestOf("b"), status: "active" },
            ],
        );
        assert.equal(bodies.length, 3);
        assert.deepEqual(
            github.deploymentRecords().map(({ digest, status }) => ({ digest, status })),
            [{ digest: digestOf("b"), status: "deployed" }],
        );
    });

    it("makes no request when only its removalStatus changes, and gets that status when it is destroyed", async () => {
        await rewrite(project, storageProgram("b", { removalStatus: "eol" }));
        succeeded(await project.up());
        github.takeRequests();
        succeeded(await project.destroy());
        assert.deepEqual(
            sent().map((body) => (body as { status: string }).status),
            ["eol"],
        );
        assert.deepEqual(held(), [
            { digest: digestOf("a"), status: "deleted" },
            { digest: digestOf("b"), status: "eol" },
        ]);
        assert.deepEqual(await project.resources(), []);
    });
}).timeout(300_000);
