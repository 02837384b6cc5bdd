const artifacts = require("pulumi-github-artifacts");

new artifacts.ArtifactStorageRecord("image", {
    name: "ghcr.io/acme/api",
    digest: "sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
    registryUrl: "https://ghcr.io",
    githubRepository: "api",
});
