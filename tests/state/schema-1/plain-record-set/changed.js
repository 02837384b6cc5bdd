const artifacts = require("pulumi-github-artifacts");

new artifacts.ClusterDeploymentRecordSet("prod", {
    cluster: "prod-eu-1",
    logicalEnvironment: "production",
    deployments: {
        "shop/api/server": { name: "ghcr.io/acme/api", digest: "sha256:cccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc", githubRepository: "api" },
        "shop/web/server": { name: "ghcr.io/acme/web", digest: "sha256:bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb", githubRepository: "web" },
    },
});
