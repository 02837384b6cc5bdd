const artifacts = require("pulumi-github-artifacts");

new artifacts.ClusterDeploymentRecordSet("prod", {
    cluster: "prod-eu-1",
    logicalEnvironment: "production",
    onRejected: "warn",
    deployments: {
        "shop/api/server": { name: "ghcr.io/acme/api", digest: "sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", githubRepository: "api" },
        "shop/gone/server": {
            name: "ghcr.io/acme/gone",
            digest: "sha256:bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb",
            githubRepository: "gone",
            tags: { team: "checkout" },
        },
    },
});
