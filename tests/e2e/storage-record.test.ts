import assert from "node:assert/strict";
import { type GitHubServer, startGitHub } from "../../tools/github";
import type { PulumiProject } from "../../tools/pulumi/project";
import { succeeded } from "../support/finished";
import { inlineProgram as program, rewrite } from "../support/program";
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

    const sent = (): object[] => github.takeRequests().map(({ body }) => body as object);

    before(async () => {
        github = await startGitHub();
        project = await program(github, storageProgram("a", location));
        succeeded(await project.up());
        github.takeRequests();
    });
    after(() => github.close());

    it("converges when its URL leaves the program, although GitHub cannot clear it", async () => {
        const { artifactUrl: _url, ...without } = location;
        await rewrite(project, storageProgram("a", without));
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
        assert.match(output, /@sha256:a{12}… in https:\/\/ghcr\.io: to retire; 2 requests\n/);
        assert.match(output, /@sha256:b{12}… in https:\/\/ghcr\.io: to record; 1 request\n/);
        assert.doesNotMatch(output, /not known before up/);
        github.takeRequests();
        succeeded(await project.up());
        const requests = github.takeRequests();
        assert.deepEqual(
            requests.map(({ method }) => method),
            ["GET", "POST", "POST", "POST"],
        );
        const bodies = requests.slice(1).map(({ body }) => body as { digest?: string; status?: string });
        assert.deepEqual(
            bodies.slice(0, 2).map(({ digest, status }) => ({ digest, status })),
            [
                { digest: digestOf("a"), status: "eol" },
                { digest: digestOf("b"), status: "active" },
            ],
        );
        assert.equal(bodies.length, 3);
        assert.deepEqual(
            github.deploymentRecords().map(({ digest, status }) => ({ digest, status })),
            [{ digest: digestOf("b"), status: "deployed" }],
        );
    });
});
