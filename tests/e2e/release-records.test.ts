import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { startGitHub } from "../../tools/github";
import { succeeded } from "../support/finished";
import { CHECKOUT } from "../support/installation";
import { inlineProgram } from "../support/program";

describe("The program that records a release", () => {
    it("records each file of its SHA256SUMS, once", async () => {
        const github = await startGitHub();
        try {
            const source = await readFile(join(CHECKOUT, ".github/release-records/index.js"), "utf8");
            const project = await inlineProgram(github, {
                "index.js": source,
                "Pulumi.yaml": "name: program\nruntime: nodejs\n",
            });
            const sums = join(project.directory, "SHA256SUMS");
            await writeFile(sums, `${"a".repeat(64)}  one.tar.gz\n${"b".repeat(64)}  two.tar.gz\n`);
            const release = project.with({ GITHUB_REPOSITORY: "acme/api", GITHUB_REF_NAME: "v1.2.3", SUMS: sums });
            succeeded(await release.standalone().up());
            assert.deepEqual(
                github
                    .storageRecords()
                    .map(({ name, version, artifact_url, repository }) => [name, version, artifact_url, repository]),
                ["one.tar.gz", "two.tar.gz"].map((file) => [
                    file,
                    "1.2.3",
                    `https://github.com/acme/api/releases/download/v1.2.3/${file}`,
                    "acme/api",
                ]),
            );
            github.takeRequests();
            succeeded(await release.standalone().up("--expect-no-changes"));
            assert.deepEqual(github.takeRequests(), []);
        } finally {
            await github.close();
        }
    });
});
