import * as ecr from "@pulumi/aws/ecr";
import * as ecs from "@pulumi/aws/ecs";
import { Image } from "@pulumi/docker-build";
import { Config, interpolate, jsonStringify } from "@pulumi/pulumi";
import { ClusterDeploymentRecordSet, deploymentsOf } from "pulumi-github-artifacts";

const config = new Config();
const repository = new ecr.Repository("api", { name: "shop/api", forceDelete: true });
const login = ecr.getAuthorizationTokenOutput({ registryId: repository.registryId });
const image = new Image("api", {
    context: { location: "." },
    dockerfile: { inline: "FROM nginx:1.29-alpine" },
    platforms: ["linux/amd64"],
    tags: [interpolate`${repository.repositoryUrl}:1.4.2`],
    registries: [{ address: repository.repositoryUrl, username: login.userName, password: login.password }],
    push: true,
});

const containers = [
    { name: "server", image: image.ref, essential: true },
    { name: "telemetry", image: "amazon/aws-otel-collector:v0.43.3", essential: false },
];
const cluster = new ecs.Cluster("shop", { name: "shop" });
const task = new ecs.TaskDefinition("api", {
    family: "api",
    requiresCompatibilities: ["FARGATE"],
    networkMode: "awsvpc",
    cpu: "256",
    memory: "512",
    executionRoleArn: config.require("executionRoleArn"),
    containerDefinitions: jsonStringify(containers),
});
const service = new ecs.Service("api", {
    cluster: cluster.arn,
    taskDefinition: task.arn,
    launchType: "FARGATE",
    desiredCount: 1,
    networkConfiguration: { subnets: config.requireObject<string[]>("subnets"), assignPublicIp: true },
    waitForSteadyState: true,
});

// A task's containers have names and images, as a pod's have.
const deployments = deploymentsOf(
    { kind: "TaskDefinition", metadata: { namespace: "shop", name: "api" }, spec: { containers } },
    {
        githubRepository: ({ container }) => (container === "server" ? "api" : undefined),
        runtimeRisks: ["internet-exposed"],
        include: ({ container }) => container !== "telemetry", // built by no repository of ours
    },
);

// Written once the service is stable, and not where its rollout fails.
new ClusterDeploymentRecordSet(
    "production",
    { cluster: cluster.name, logicalEnvironment: "production", physicalEnvironment: "eu-west-1", deployments },
    { dependsOn: service },
);
