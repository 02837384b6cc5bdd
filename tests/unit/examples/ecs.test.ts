import assert from "node:assert/strict";
import { digestOf } from "../../support/records";
import { type Cloud, registeredBy } from "./mocked-cloud";

const REPOSITORY = "123456789012.dkr.ecr.eu-west-1.amazonaws.com/shop/api";

const cloud = (image: object): Cloud => ({
    config: { "ecs:executionRoleArn": "arn:aws:iam::123456789012:role/ecs", "ecs:subnets": '["subnet-1"]' },
    outputs: {
        "aws:ecr/repository:Repository": { repositoryUrl: REPOSITORY, registryId: "123456789012" },
        "docker-build:index:Image": image,
    },
    answers: { "aws:ecr/getAuthorizationToken:getAuthorizationToken": { userName: "AWS", password: "hush" } },
});

const registeredOf = (image: object) => ({
    "ClusterDeploymentRecordSet production": {
        args: {
            cluster: "shop",
            logicalEnvironment: "production",
            physicalEnvironment: "eu-west-1",
            deployments: {
                "shop/api/server": { githubRepository: "api", ...image, runtimeRisks: ["internet-exposed"] },
            },
        },
        dependsOn: ["Cluster shop", "Image api", "Service api"],
    },
});

describe("The example ecs", () => {
    it("records the containers of the task, without the sidecar, once the service runs", async () => {
        const image = { ref: `${REPOSITORY}:1.4.2@${digestOf("a")}` };
        assert.deepEqual(
            await registeredBy("ecs", cloud(image)),
            registeredOf({ name: REPOSITORY, version: "1.4.2", digest: digestOf("a") }),
        );
    });

    it("shows the container by name in a preview if its image is not built yet", async () => {
        // githubRepository is a function that gets the image, so its result is not known either.
        assert.deepEqual(
            await registeredBy("ecs", cloud({}), "preview"),
            registeredOf({ name: "?", version: "?", digest: "?", githubRepository: "?" }),
        );
    });
});
