import * as ecr from "@pulumi/aws/ecr";
import * as lambda from "@pulumi/aws/lambda";
import { Image } from "@pulumi/docker-build";
import { Config, interpolate } from "@pulumi/pulumi";
import { ArtifactStorageRecord, ClusterDeploymentRecordSet, storageRecordOf } from "pulumi-github-artifacts";

const repository = new ecr.Repository("worker", { name: "shop/worker", forceDelete: true });
const login = ecr.getAuthorizationTokenOutput({ registryId: repository.registryId });
const image = new Image("worker", {
    context: { location: "." },
    platforms: ["linux/amd64"],
    tags: [interpolate`${repository.repositoryUrl}:3.1.0`],
    registries: [{ address: repository.repositoryUrl, username: login.userName, password: login.password }],
    push: true,
});

// Lambda takes a tag or a digest, not both.
const worker = new lambda.Function("worker", {
    packageType: "Image",
    imageUri: interpolate`${repository.repositoryUrl}@${image.digest}`,
    role: new Config().require("roleArn"),
});

const stored = new ArtifactStorageRecord("worker", storageRecordOf(image.ref, { githubRepository: "worker" }));

// Lambda has no clusters: the name is yours, and stands for this account's functions.
new ClusterDeploymentRecordSet(
    "functions",
    {
        cluster: "lambda",
        logicalEnvironment: "production",
        physicalEnvironment: "eu-west-1",
        deployments: {
            "lambda/worker": {
                name: stored.name,
                digest: stored.digest,
                version: stored.version,
                githubRepository: "worker",
                runtimeRisks: ["sensitive-data"],
            },
        },
    },
    { dependsOn: worker },
);
