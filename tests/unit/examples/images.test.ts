import assert from "node:assert/strict";
import { digestOf } from "../../support/records";
import { type Cloud, registeredBy } from "./mocked-cloud";

const DIGEST = digestOf("a");
const ECR = "123456789012.dkr.ecr.eu-west-1.amazonaws.com";
const GAR = "europe-west1-docker.pkg.dev";
const BUILT = "docker-build:index:Image";

interface Case {
    readonly registry: string;
    /** The image's name in the record. */
    readonly name: string;
    /** What exists before the image. */
    readonly cloud?: Cloud;
    /** The image's outputs once it is built. */
    readonly image: Readonly<Record<string, object>>;
    readonly record: { readonly registryUrl: string; readonly repository: string; readonly artifactUrl: string };
    /** The version that a preview knows. */
    readonly previewed?: string;
}

const CASES: readonly Case[] = [
    {
        registry: "ghcr",
        name: "ghcr.io/acme/api",
        image: { [BUILT]: { ref: `ghcr.io/acme/api:1.4.2@${DIGEST}` } },
        record: { registryUrl: "https://ghcr.io", repository: "acme/api", artifactUrl: "https://ghcr.io/acme/api" },
    },
    {
        registry: "ecr",
        name: `${ECR}/shop/api`,
        cloud: {
            outputs: { "aws:ecr/repository:Repository": { repositoryUrl: `${ECR}/shop/api`, registryId: "1" } },
            answers: { "aws:ecr/getAuthorizationToken:getAuthorizationToken": { userName: "AWS", password: "hush" } },
        },
        image: { [BUILT]: { ref: `${ECR}/shop/api:1.4.2@${DIGEST}` } },
        record: { registryUrl: `https://${ECR}`, repository: "shop/api", artifactUrl: `https://${ECR}/shop/api` },
    },
    {
        registry: "artifact-registry",
        name: `${GAR}/acme-prod/shop/api`,
        cloud: {
            outputs: { "gcp:artifactregistry/repository:Repository": { registryUri: `${GAR}/acme-prod/shop` } },
            answers: { "gcp:organizations/getClientConfig:getClientConfig": { accessToken: "hush" } },
        },
        image: { [BUILT]: { ref: `${GAR}/acme-prod/shop/api:1.4.2@${DIGEST}` } },
        record: {
            registryUrl: `https://${GAR}`,
            repository: "acme-prod/shop/api",
            artifactUrl: `https://${GAR}/acme-prod/shop/api`,
        },
    },
    {
        registry: "acr",
        name: "acme.azurecr.io/api",
        cloud: { config: { "images:loginServer": "acme.azurecr.io" } },
        image: { [BUILT]: { ref: `acme.azurecr.io/api:1.4.2@${DIGEST}` } },
        record: {
            registryUrl: "https://acme.azurecr.io",
            repository: "api",
            artifactUrl: "https://acme.azurecr.io/api",
        },
    },
    {
        registry: "docker-hub",
        name: "docker.io/acme/api",
        image: { "docker:index/image:Image": { repoDigest: `docker.io/acme/api@${DIGEST}` } },
        record: {
            registryUrl: "https://docker.io",
            repository: "acme/api",
            artifactUrl: "https://hub.docker.com/r/acme/api",
        },
        previewed: "1.4.2",
    },
];

const recordOf = (args: object) => ({ "ArtifactStorageRecord api": { args, dependsOn: ["Image api"] } });

describe("The example images", () => {
    for (const { registry, name, cloud = {}, image, record, previewed = "?" } of CASES) {
        const config = { ...cloud.config, "images:registry": registry };

        it(`records where an image in ${registry} is stored`, async () => {
            const whole = { ...cloud, config, outputs: { ...cloud.outputs, ...image } };
            const artifact = { name, digest: DIGEST, version: "1.4.2", githubRepository: "api" };
            assert.deepEqual(await registeredBy("images", whole), recordOf({ ...artifact, ...record }));
        });

        it(`leaves unknown in a preview what depends on the image in ${registry}`, async () => {
            const artifact = { name: "?", digest: "?", version: previewed, githubRepository: "api" };
            const unknown = { registryUrl: "?", repository: "?", artifactUrl: "?" };
            assert.deepEqual(
                await registeredBy("images", { ...cloud, config }, "preview"),
                recordOf({ ...artifact, ...unknown }),
            );
        });
    }

    it("names the supported registries if the configuration names another one", async () => {
        await assert.rejects(registeredBy("images", { config: { "images:registry": "quay" } }), /ghcr/);
    });
});
