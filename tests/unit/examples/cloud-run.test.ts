import assert from "node:assert/strict";
import { digestOf } from "../../support/records";
import { type Cloud, registeredBy } from "./mocked-cloud";

const REGISTRY = "europe-west1-docker.pkg.dev/acme-prod/shop";

const cloud = (image: object): Cloud => ({
    config: { "gcp:region": "europe-west1" },
    outputs: {
        "gcp:artifactregistry/repository:Repository": { registryUri: REGISTRY },
        "docker-build:index:Image": image,
    },
});

const registeredOf = (image: object) => ({
    "ClusterDeploymentRecordSet production": {
        args: {
            cluster: "cloud-run",
            logicalEnvironment: "production",
            physicalEnvironment: "europe-west1",
            deployments: {
                "shop/api/server": { githubRepository: "api", ...image, runtimeRisks: ["internet-exposed"] },
            },
        },
        dependsOn: ["Service api"],
    },
});

describe("The example cloud-run", () => {
    it("records the containers of the service once it runs", async () => {
        const image = { ref: `${REGISTRY}/api:1.4.2@${digestOf("a")}` };
        assert.deepEqual(
            await registeredBy("cloud-run", cloud(image)),
            registeredOf({ name: `${REGISTRY}/api`, version: "1.4.2", digest: digestOf("a") }),
        );
    });

    it("shows the container by name in a preview if its image is not built yet", async () => {
        // githubRepository is a function that gets the image, so its result is not known either.
        assert.deepEqual(
            await registeredBy("cloud-run", cloud({}), "preview"),
            registeredOf({ name: "?", version: "?", digest: "?", githubRepository: "?" }),
        );
    });
});
