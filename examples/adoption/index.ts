import { ClusterDeploymentRecordSet } from "pulumi-github-artifacts";

// The cluster, environment and names under which the other tool wrote: these make a record the same one.
const production = new ClusterDeploymentRecordSet("production", {
    cluster: "adoption-eu-1",
    logicalEnvironment: "production",
    deployments: {
        "shop/api/server": {
            name: "ghcr.io/acme/api",
            digest: "sha256:3a7bd3e2360a3d29eea436fcfb7e44c735d117c42d1c1835420b6b9942dd4f1b",
            version: "1.4.2",
            githubRepository: "api",
            tags: { team: "checkout" },
            runtimeRisks: ["internet-exposed"],
        },
        "shop/web/server": {
            name: "ghcr.io/acme/web",
            digest: "sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
            version: "2.0.0",
            githubRepository: "web",
        },
    },
});

export const ids = production.recordIds;
