// A storage record of each file of a release: GITHUB_REPOSITORY and GITHUB_REF_NAME say which, SUMS is the path of its SHA256SUMS.
const { readFileSync } = require("node:fs");
const { ArtifactStorageRecord } = require("pulumi-github-artifacts");

const { GITHUB_REPOSITORY: repository, GITHUB_REF_NAME: tag, SUMS } = process.env;

for (const line of readFileSync(SUMS, "utf8").trim().split("\n")) {
    const [sum, file] = line.split(/ +/);
    new ArtifactStorageRecord(file, {
        name: file,
        digest: `sha256:${sum}`,
        version: tag.replace(/^v/, ""),
        registryUrl: "https://github.com",
        repository,
        artifactUrl: `https://github.com/${repository}/releases/download/${tag}/${file}`,
        githubRepository: repository.split("/")[1],
    });
}
