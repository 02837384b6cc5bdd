import assert from "node:assert/strict";
import { type GitHubServer, startGitHub } from "../../tools/github";
import { failed } from "../support/finished";
import { program } from "../support/program";
import { deploymentOf, digestOf, setProgram, storageProgram } from "../support/records";

describe("Bad input on the real engine", () => {
    let github: GitHubServer;

    before(async () => {
        github = await startGitHub();
    });
    after(() => github.close());

    /** Each failure is printed twice: when it occurs, and in the summary. */
    async function refusals(source: string): Promise<string[]> {
        const { output } = failed(await (await program(github, source)).preview());
        assert.deepEqual(github.takeRequests(), []);
        const lines = output.split("\n").flatMap((line) => / has a problem: (.*)$/.exec(line)?.[1] ?? []);
        return [...new Set(lines)].sort();
    }

    it("is refused in a preview, all errors of a record set at once, each with path, value and rule", async () => {
        const deployments = [
            { deploymentName: "a", ...deploymentOf("a"), githubRepository: "acme/api" },
            { deploymentName: "a", ...deploymentOf("b"), digest: "B".repeat(64), status: "running" },
            { deploymentName: "c", ...deploymentOf("a"), name: "other", versoin: "1", githubRepository: undefined },
        ];
        assert.deepEqual(await refusals(setProgram(deployments, { cluster: "a/b", onRejected: "ignore" })), [
            'cluster is "a/b", but must be 1 to 128 letters, digits, dots, hyphens and underscores',
            'deployments[0].githubRepository is "acme/api", but must be a repository\'s name without its owner: letters, digits, ' +
                'dots, hyphens and underscores; did you mean "api"?',
            'deployments[1].deploymentName is "a", the same as that of deployments[0]; a name stands for one record',
            `deployments[1].digest is "${"B".repeat(64)}", but must be "sha256:" and 64 hexadecimal digits in lower ` +
                `case; did you mean "${digestOf("b")}"?`,
            'deployments[1].status is "running", but must be "deployed" or "decommissioned"',
            'deployments[2].name is "other", but "ghcr.io/acme/a" in deployments[0], which has the same digest ' +
                `${digestOf("a")}; GitHub keeps one name and one version for a digest of one repository: ` +
                "use the same for both, or set githubRepository in each to the repository that built it",
            'deployments[2].versoin is not an argument here; did you mean "version"?',
            'onRejected is "ignore", but must be "fail" or "warn"',
        ]);
    });

    it("is refused in a preview, all errors of a storage record at once, each with path, value and rule", async () => {
        const wrong = {
            registryUrl: "http://ghcr.io",
            status: "gone",
            artifact_url: "https://x",
            repository: undefined,
        };
        assert.deepEqual(await refusals(storageProgram("a", { ...wrong, digest: digestOf("A") })), [
            'artifact_url is not an argument here; did you mean "artifactUrl"?',
            `digest is "${digestOf("A")}", but must be "sha256:" and 64 hexadecimal digits in lower case; did you mean ` +
                `"${digestOf("a")}"?`,
            'registryUrl is "http://ghcr.io", but must be a URL that starts with https:// and has at most 256 ' +
                'characters; did you mean "https://ghcr.io"?',
            'status is "gone", but must be "active" or "eol" or "deleted"',
        ]);
    });

    it("does not include an unknown value, and the preview shows the other entries beside it", async () => {
        const image = storageProgram("a", { name: "ghcr.io/acme/a" });
        const source = `const image = ${image}
            const built = image.recordIds.apply(() => image.digest);
            new artifacts.ClusterDeploymentRecordSet("prod", {
                cluster: "prod-eu-1", logicalEnvironment: "production",
                deployments: [
                    { deploymentName: "late", name: "ghcr.io/acme/a", digest: built, githubRepository: "api" },
                    { deploymentName: "known", ...${JSON.stringify(deploymentOf("b"))} },
                ],
            });`;
        const { code, output } = await (await program(github, source)).preview("--diff");
        assert.equal(code, 0, output);
        assert.match(output, /acme\/prod-eu-1\/production: 2 to record; 1 request/);
        assert.match(output, new RegExp(`known *: \\{\\s+digest *: "${digestOf("b")}"`));
        assert.match(output, /late *: \{\s+digest *: \[unknown\]|late *: \{\s+digest *: output<string>/);
    });
});
