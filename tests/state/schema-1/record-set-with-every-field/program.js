const artifacts = require("pulumi-github-artifacts");

new artifacts.ClusterDeploymentRecordSet("prod", {
    cluster: "prod-eu-1",
    logicalEnvironment: "production",
    org: "acme",
    physicalEnvironment: "eu-west-1",
    onRejected: "warn",
    deployments: {
        "shop/api/server": {
            name: "ghcr.io/acme/api",
            digest: "sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
            version: "1.4.2",
            status: "deployed",
            githubRepository: "api",
            tags: { team: "checkout", tier: "1" },
            runtimeRisks: ["sensitive-data", "internet-exposed"],
        },
        "shop/attested/server": { name: "ghcr.io/acme/attested", digest: "sha256:bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb" },
        "shop/old/server": {
            name: "ghcr.io/acme/old",
            digest: "sha256:cccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc",
            version: "0.9.0",
            status: "decommissioned",
            githubRepository: "web",
        },
    },
});
