import { Config } from "@pulumi/pulumi";
import { ClusterDeploymentRecordSet, deploymentsOf } from "pulumi-github-artifacts";

// What differs from stack to stack stands in Pulumi.<stack>.yaml.
const config = new Config();
const images = config.requireObject<Record<string, string>>("images");

const workloads = Object.entries(images).map(([name, image]) => ({
    kind: "Deployment",
    metadata: { namespace: "shop", name },
    spec: { template: { spec: { containers: [{ name: "server", image }] } } },
}));

const records = new ClusterDeploymentRecordSet("shop", {
    cluster: config.require("cluster"),
    logicalEnvironment: config.require("environment"),
    physicalEnvironment: config.get("region"),
    deployments: deploymentsOf(workloads, {
        include: ["ghcr.io/acme/"], // what others have built is none of our records
        githubRepository: ({ workload }) => workload,
    }),
});

export const versions = records.deployments.apply((deployments) =>
    Object.entries(deployments).map(([name, { version }]) => `${name} ${version}`),
);
