import assert from "node:assert/strict";
import { type GitHubServer, startGitHub } from "../../../tools/github";
import { pulumiYaml } from "../../support/bindings/plugin";
import { failed, succeeded } from "../../support/finished";
import { programIn } from "../../support/program-in";
import { digestOf } from "../../support/records";

const record = (provider: string, org = ""): string => `
  image-${provider}:
    type: github-artifacts:ArtifactStorageRecord
    properties:
      ${org}
      name: ghcr.io/acme/a
      digest: ${digestOf("a")}
      registryUrl: https://ghcr.io
      githubRepository: api
    options: { provider: "\${${provider}}" }`;

const provider = (name: string, properties: object): string => `
  ${name}:
    type: pulumi:providers:github-artifacts
    properties: ${JSON.stringify(properties)}`;

async function yamlProgram(resources: readonly string[], environment: NodeJS.ProcessEnv = {}) {
    const text = `${await pulumiYaml("yaml")}resources:${resources.join("")}\n`;
    return programIn("yaml", { "Pulumi.yaml": text }, environment);
}

describe("Explicit providers", () => {
    let github: GitHubServer;

    before(async () => {
        github = await startGitHub({
            organizations: { acme: { repositories: ["api"] }, globex: { repositories: ["api"] } },
            tokens: { "ghs_of-acme": "write", "ghs_of-globex": "write", "ghs_of-none": "none" },
        });
    });
    after(() => github.close());

    it("let one program serve two organizations with two tokens", async () => {
        const project = await yamlProgram([
            provider("ours", { owner: "acme", token: "ghs_of-acme", baseUrl: github.url }),
            provider("theirs", { owner: "globex", token: "ghs_of-globex", baseUrl: github.url }),
            record("ours"),
            record("theirs"),
        ]);
        succeeded(await project.up());
        const paths = github.takeRequests().map(({ method, path }) => `${method} ${path.split("/")[2]}`);
        assert.deepEqual(paths.sort(), ["POST acme", "POST globex"]);
        succeeded(await project.up("--expect-no-changes"));
        succeeded(await project.destroy());
        assert.deepEqual(
            github
                .storageRecords()
                .map(({ org, status }) => `${org} ${status}`)
                .sort(),
            ["acme eol", "globex eol"],
        );
    });

    it("use only the token that they are given", async () => {
        const environment = { GITHUB_TOKEN: "ghs_of-acme", GITHUB_OWNER: "acme", GITHUB_BASE_URL: github.url };
        const project = await yamlProgram([provider("ours", { token: "ghs_of-none" }), record("ours")], environment);
        const { output } = failed(await project.up());
        assert.match(output, /the provider's argument token/);
        assert.doesNotMatch(output, /ghs_of/);
    });

    it("are refused in a preview if an argument is unknown or would send a token unencrypted", async () => {
        const project = await yamlProgram([provider("ours", { owner: "acme", tokn: "x" }), record("ours")]);
        const { output } = failed(await project.preview());
        assert.match(output, /tokn/);
        const insecure = await yamlProgram([
            provider("ours", { owner: "acme", baseUrl: "http://github.example" }),
            record("ours"),
        ]);
        assert.match(
            failed(await insecure.preview()).output,
            /the provider's argument baseUrl is "http:\/\/github\.example": a token must not be sent unencrypted/,
        );
    });

    it("are not needed: without one, the stack's configuration is used, and no output shows its token", async () => {
        const text = `${await pulumiYaml("yaml")}resources:${record("x").replace(/\n {4}options.*/, "")}\n`;
        const project = await programIn("yaml", { "Pulumi.yaml": text }, { GITHUB_BASE_URL: github.url });
        succeeded(await project.run("config", "set", "github-artifacts:owner", "acme"));
        succeeded(await project.run("config", "set", "--secret", "github-artifacts:token", "ghs_of-acme"));
        github.takeRequests();
        const { output } = succeeded(await project.up("--diff"));
        assert.equal(github.takeRequests().length, 1);
        const exported = await project.run("stack", "export");
        assert.doesNotMatch(output + exported.output, /ghs_of-acme/);
    });

    it("say where a token that has expired comes from, and `destroy --run-program` uses the new token", async () => {
        const first = await startGitHub({ tokens: { ghs_expired: "write" } });
        const text = `${await pulumiYaml("yaml")}resources:${record("x").replace(/\n {4}options.*/, "")}\n`;
        const project = await programIn(
            "yaml",
            { "Pulumi.yaml": text },
            { GITHUB_BASE_URL: first.url, GITHUB_OWNER: "acme" },
        );
        const setToken = async (token: string) =>
            succeeded(await project.run("config", "set", "--secret", "github-artifacts:token", token));
        await setToken("ghs_expired");
        succeeded(await project.up());
        const records = { deployments: [], storage: first.storageRecords() };
        const port = Number(new URL(first.url).port);
        await first.close();
        const second = await startGitHub({ port, records, tokens: { ghs_new: "write" } });
        try {
            await setToken("ghs_new");
            const { output } = failed(await project.destroy());
            assert.match(output, /the token from the provider's argument token is not valid: it has expired, /);
            assert.match(
                output,
                /\n\s+Pulumi keeps this credential in the state with the provider, .*\n.*add --run-program or run `pulumi up` first\./,
            );
            assert.doesNotMatch(output, /ghs_/);
            assert.equal(second.storageRecords()[0]?.status, "active");
            succeeded(await project.destroy("--run-program"));
            assert.equal(second.storageRecords()[0]?.status, "eol");
        } finally {
            await second.close();
        }
    });

    it("verify what a run would write if their argument verify is set", async () => {
        const verifying = (token: string) => [
            provider("ours", { owner: "acme", token, baseUrl: github.url, verify: true }),
            record("ours").replace("githubRepository: api", "githubRepository: apj"),
        ];
        const project = await yamlProgram(verifying("ghs_of-acme"));
        const { output } = failed(await project.preview());
        assert.match(output, /githubRepository would be rejected: the repository acme\/apj does not exist/);
        await project.edit("Pulumi.yaml", "githubRepository: apj", "githubRepository: api");
        succeeded(await project.preview());
        const { output: written } = succeeded(await project.up());
        assert.doesNotMatch(written, /ghs_/);
    });

    it("replace what they manage only if they get another API", async () => {
        const elsewhere = await startGitHub();
        try {
            const of = (baseUrl: string, token: string) => [
                provider("ours", { owner: "acme", token, baseUrl }),
                record("ours"),
            ];
            const environment = {};
            const project = await yamlProgram(of(github.url, "ghs_of-acme"), environment);
            succeeded(await project.up());
            github.takeRequests();
            await project.edit("Pulumi.yaml", "ghs_of-acme", "ghs_of-globex");
            succeeded(await project.up());
            assert.deepEqual(github.takeRequests(), []);
            await project.edit("Pulumi.yaml", github.url, elsewhere.url);
            await project.edit("Pulumi.yaml", "ghs_of-globex", "ghs_embedded");
            succeeded(await project.up());
            assert.deepEqual(
                elsewhere.storageRecords().map(({ status }) => status),
                ["active"],
            );
            assert.deepEqual(
                github
                    .takeRequests()
                    .flatMap(({ method, body }) => (method === "POST" ? (body as { status: string }).status : [])),
                ["eol"],
            );
        } finally {
            await elsewhere.close();
        }
    });
});
