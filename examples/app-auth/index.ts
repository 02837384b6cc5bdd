import { ClusterDeploymentRecordSet } from "pulumi-github-artifacts";

// The program says nothing of credentials: they are the stack's configuration, or the environment's.
const production = new ClusterDeploymentRecordSet("production", {
    cluster: "app-auth-eu-1",
    logicalEnvironment: "production",
    deployments: {
        "shop/api/server": {
            name: "ghcr.io/acme/api",
            digest: "sha256:3a7bd3e2360a3d29eea436fcfb7e44c735d117c42d1c1835420b6b9942dd4f1b",
            version: "1.4.2",
            githubRepository: "api",
            runtimeRisks: ["internet-exposed"],
        },
    },
});

export const recordIds = production.recordIds;
