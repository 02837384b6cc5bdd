const artifacts = require("pulumi-github-artifacts");
const pulumi = require("@pulumi/pulumi");

new artifacts.ArtifactStorageRecord("image", {
    name: "ghcr.io/acme/api",
    digest: "sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
    registryUrl: "https://ghcr.io",
    githubRepository: "api",
    version: pulumi.secret("1.4.2"),
});

new artifacts.ClusterDeploymentRecordSet("prod", {
    cluster: "prod-eu-1",
    logicalEnvironment: "production",
    deployments: {
        "shop/api/server": {
            name: "ghcr.io/acme/api",
            digest: "sha256:bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb",
            githubRepository: "api",
            tags: { owner: pulumi.secret("hush-two") },
        },
    },
});
