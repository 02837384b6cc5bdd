import { ArtifactStorageRecord, ClusterDeploymentRecordSet } from "pulumi-github-artifacts";

// Where the image is stored. In your program, the digest comes from the build that pushed it.
const image = new ArtifactStorageRecord("api-image", {
    name: "ghcr.io/acme/api",
    digest: "sha256:3a7bd3e2360a3d29eea436fcfb7e44c735d117c42d1c1835420b6b9942dd4f1b",
    version: "1.4.2",
    registryUrl: "https://ghcr.io",
    repository: "acme/api",
    githubRepository: "api",
});

// Where it runs. The names on the left are yours; one name stands for one record on GitHub.
const production = new ClusterDeploymentRecordSet("production", {
    cluster: "prod-eu-1",
    logicalEnvironment: "production",
    physicalEnvironment: "eu-west-1",
    deployments: {
        "shop/api/server": {
            name: image.name,
            digest: image.digest,
            version: "1.4.2",
            githubRepository: "api",
            tags: { team: "checkout" },
            runtimeRisks: ["internet-exposed", "sensitive-data"],
        },
        "shop/web/nginx": {
            name: "ghcr.io/acme/web",
            digest: "sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
            version: "2.0.0",
            githubRepository: "web",
            runtimeRisks: ["internet-exposed"],
        },
    },
});

export const recordIds = production.recordIds;
