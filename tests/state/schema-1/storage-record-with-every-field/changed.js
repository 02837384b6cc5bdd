const artifacts = require("pulumi-github-artifacts");

new artifacts.ArtifactStorageRecord("image", {
    name: "ghcr.io/acme/api",
    digest: "sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
    registryUrl: "https://ghcr.io",
    org: "acme",
    version: "1.4.3",
    artifactUrl: "https://ghcr.io/v2/acme/api/manifests/1.4.2",
    path: "acme/api",
    repository: "acme/api",
    status: "active",
    githubRepository: "api",
    removalStatus: "eol",
});
