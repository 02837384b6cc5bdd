import assert from "node:assert/strict";
import { digestOf } from "../../support/records";
import { type Cloud, registeredBy } from "./mocked-cloud";

const HOST = "123456789012.dkr.ecr.eu-west-1.amazonaws.com";
const DIGEST = digestOf("a");
const REPOSITORY = { repositoryUrl: `${HOST}/shop/worker`, registryId: "123456789012" };

const cloud = (image: object): Cloud => ({
    config: { "lambda:roleArn": "arn:aws:iam::123456789012:role/worker" },
    outputs: { "aws:ecr/repository:Repository": REPOSITORY, "docker-build:index:Image": image },
    answers: { "aws:ecr/getAuthorizationToken:getAuthorizationToken": { userName: "AWS", password: "hush" } },
});

/** The expected registrations, for an image that is known or not known yet. */
const registeredOf = (image: { name: string; digest: string; version: string }, stored: object) => ({
    "ArtifactStorageRecord worker": {
        args: { ...image, ...stored, githubRepository: "worker" },
        dependsOn: ["Image worker"],
    },
    "ClusterDeploymentRecordSet functions": {
        args: {
            cluster: "lambda",
            logicalEnvironment: "production",
            physicalEnvironment: "eu-west-1",
            deployments: {
                "lambda/worker": { ...image, githubRepository: "worker", runtimeRisks: ["sensitive-data"] },
            },
        },
        dependsOn: ["ArtifactStorageRecord worker", "Function worker"],
    },
});

describe("The example lambda", () => {
    it("records where the image is stored, and that the function runs it", async () => {
        const built = { ref: `${HOST}/shop/worker:3.1.0@${DIGEST}`, digest: DIGEST };
        assert.deepEqual(
            await registeredBy("lambda", cloud(built)),
            registeredOf(
                { name: `${HOST}/shop/worker`, digest: DIGEST, version: "3.1.0" },
                {
                    registryUrl: `https://${HOST}`,
                    repository: "shop/worker",
                    artifactUrl: `https://${HOST}/shop/worker`,
                },
            ),
        );
    });

    it("shows in a preview what is known if the image is not built yet", async () => {
        assert.deepEqual(
            await registeredBy("lambda", cloud({}), "preview"),
            registeredOf(
                { name: "?", digest: "?", version: "?" },
                { registryUrl: "?", repository: "?", artifactUrl: "?" },
            ),
        );
    });
});
