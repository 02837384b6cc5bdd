import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { parse } from "yaml";
import { type GitHubServer, startGitHub } from "../../../tools/github";
import { findEngine } from "../../../tools/pulumi/engine";
import type { PulumiProject } from "../../../tools/pulumi/project";
import { isAtLeast } from "../../../tools/pulumi/versions";
import { pluginInYaml } from "../../support/bindings/bindings";
import type { Declared } from "../../support/bindings/declared";
import { failed, succeeded } from "../../support/finished";
import { digestOf } from "../../support/records";

/** From this version on, an engine remembers the id of an import that wrote. 3.248.0 imports again what still has the option `import`. */
const KEEPS_IMPORT_IDS = "3.252.0";

const [a, b] = [digestOf("a"), digestOf("b")];
const encoded = (...parts: string[]): string => parts.map(encodeURIComponent).join("/");
const IMAGE_ID = encoded("acme", a, "https://ghcr.io", "acme/a");
const SET_ID = `${encoded("acme", "prod-eu-1", "production", "eu-west-1")}?digests=${a},${b}`;

const image: Declared = {
    type: "ArtifactStorageRecord",
    name: "image",
    args: {
        name: "ghcr.io/acme/a",
        digest: a,
        version: "1.0.0",
        registryUrl: "https://ghcr.io",
        repository: "acme/a",
        githubRepository: "api",
    },
};

const deployment = (letter: string, more: object = {}) => ({
    name: `ghcr.io/acme/${letter}`,
    digest: digestOf(letter),
    githubRepository: "api",
    ...more,
});

const set: Declared = {
    type: "ClusterDeploymentRecordSet",
    name: "prod",
    args: {
        cluster: "prod-eu-1",
        logicalEnvironment: "production",
        physicalEnvironment: "eu-west-1",
        deployments: {
            "shop/api": deployment("a", { version: "1.0.0", tags: { team: "checkout" } }),
            "shop/web": deployment("b", { runtimeRisks: ["internet-exposed"] }),
        },
    },
};

const other: Declared = {
    ...image,
    name: "other",
    args: { ...image.args, name: "ghcr.io/acme/b", digest: b, repository: "acme/b", version: "2" },
};

describe("Records that GitHub already holds:", () => {
    let github: GitHubServer;
    let project: PulumiProject;

    const sent = (): string[] => github.takeRequests().map(({ method, path }) => `${method} ${path.split("/").at(-1)}`);

    before(async () => {
        github = await startGitHub();
        const first = await pluginInYaml.start(github, [image, other, set]);
        succeeded(await first.up());
    });
    beforeEach(async () => {
        project = await pluginInYaml.start(github, []);
        github.takeRequests();
    });
    after(() => github.close());

    it("`pulumi import` imports a storage record by its id, without a write, and writes the text that declares it", async () => {
        succeeded(
            await project.run(
                "import",
                "github-artifacts:index:ArtifactStorageRecord",
                "image",
                IMAGE_ID,
                "--yes",
                "--skip-preview",
                "--protect=false",
                "--out=imported.yaml",
            ),
        );
        assert.deepEqual(sent(), ["GET storage-records"]);
        const [resource] = await project.resources("github-artifacts:index");
        assert.equal(resource?.id, IMAGE_ID);
        const inputs = {
            org: "acme",
            name: "ghcr.io/acme/a",
            digest: a,
            registryUrl: "https://ghcr.io",
            repository: "acme/a",
            status: "active",
            removalStatus: "eol",
        };
        assert.deepEqual(resource?.inputs, inputs);
        const declared = parse(await readFile(join(project.directory, "imported.yaml"), "utf8"));
        const type = "github-artifacts:ArtifactStorageRecord";
        assert.deepEqual(declared, { resources: { image: { type, properties: inputs } } });
    });

    it("`pulumi import` imports a record set by its id, with the digests to look up", async () => {
        succeeded(
            await project.run(
                "import",
                "github-artifacts:index:ClusterDeploymentRecordSet",
                "prod",
                SET_ID,
                "--yes",
                "--skip-preview",
                "--protect=false",
                "--generate-code=false",
            ),
        );
        assert.deepEqual(sent().sort(), [
            "GET deployment-records",
            "GET deployment-records",
            "GET storage-records",
            "GET storage-records",
        ]);
        const [resource] = await project.resources("github-artifacts:index");
        assert.equal(resource?.id, encoded("acme", "prod-eu-1", "production", "eu-west-1"));
        assert.deepEqual(resource?.inputs.deployments, {
            "shop/api": { name: "ghcr.io/acme/a", digest: a, tags: { team: "checkout" } },
            "shop/web": { name: "ghcr.io/acme/b", digest: b, runtimeRisks: ["internet-exposed"] },
        });
        // GitHub does not return version, repository and status, so an up writes what is declared once.
        await pluginInYaml.rewrite(project, [set]);
        const { output } = succeeded(await project.up());
        assert.match(output, /acme\/prod-eu-1\/production\/eu-west-1: 2 to update; 1 request\n/);
        assert.deepEqual(sent(), ["POST prod-eu-1"]);
        succeeded(await project.up("--expect-no-changes"));
        assert.deepEqual(sent(), []);
    });

    it("the option `import` imports them, and the same run writes them once", async () => {
        await pluginInYaml.rewrite(project, [
            { ...image, import: IMAGE_ID },
            { ...set, import: SET_ID },
        ]);
        const { output } = succeeded(await project.up());
        assert.match(output, /prod imported/);
        const requests = sent();
        assert.deepEqual(requests.filter((request) => request.startsWith("POST")).sort(), [
            "POST prod-eu-1",
            "POST storage-record",
        ]);
        if (isAtLeast((await findEngine()).version, KEEPS_IMPORT_IDS)) {
            succeeded(await project.up("--expect-no-changes"));
            assert.deepEqual(sent(), []);
        }
        await pluginInYaml.rewrite(project, [image, set]);
        succeeded(await project.up("--expect-no-changes"));
        assert.deepEqual(sent(), []);
    });

    it("an id that names no digests is refused, and the message shows the right form", async () => {
        const { output } = failed(
            await project.run(
                "import",
                "github-artifacts:index:ClusterDeploymentRecordSet",
                "prod",
                "acme/prod-eu-1/production",
                "--yes",
                "--skip-preview",
            ),
        );
        assert.match(output, /"acme\/prod-eu-1\/production" cannot be imported: .*\?digests=DIGEST,DIGEST/s);
        assert.deepEqual(sent(), []);
    });

    it("an import fails if GitHub has no record of a digest in the cluster and environment", async () => {
        const id = `acme/prod-eu-1/production?digests=${a}`;
        const { output } = failed(
            await project.run("import", "github-artifacts:index:ClusterDeploymentRecordSet", "prod", id, "--yes"),
        );
        assert.match(output, /GitHub returned no deployment record in acme\/prod-eu-1\/production of sha256:a{64}/);
    });
});
