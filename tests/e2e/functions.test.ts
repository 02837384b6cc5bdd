import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { type GitHubServer, startGitHub } from "../../tools/github";
import { failed, succeeded } from "../support/finished";
import { installPacked } from "../support/installation";
import { inlineProgram, reaching, rewrite } from "../support/program";
import { deploymentOf, digestOf, setProgram } from "../support/records";

const run = promisify(execFile);

const READS = `artifacts.getDeploymentRecords({ digest: "${digestOf("a")}" }).then(({ records }) => records)`;

describe("The functions that read records", () => {
    let github: GitHubServer;

    beforeEach(async () => {
        github = await startGitHub({ tokens: { ghs_configured: "write" } });
    });
    afterEach(() => github.close());

    const asked = (): readonly string[] => github.takeRequests().map(({ method }) => method);

    it("read in a preview and in an up of a program with the stack's configuration, and nothing shows its token", async () => {
        const recorded = setProgram({ api: deploymentOf("a") }).replace("new ", "const set = new ");
        const source = `${recorded}
            module.exports = { before: ${READS}, after: set.recordIds.apply(() => ${READS}) };`;
        // An inline program does not get the environment of the CLI.
        const project = await inlineProgram(github, source, { GITHUB_TOKEN: "" });
        const settings = ["owner=acme", `baseUrl=${github.url}`].flatMap((text) => [
            "--plaintext",
            `github-artifacts:${text}`,
        ]);
        const configure = async (token: string) =>
            succeeded(
                await project.run("config", "set-all", ...settings, "--secret", `github-artifacts:token=${token}`),
            );
        await configure("ghs_configured");
        const preview = succeeded(await project.preview());
        assert.deepEqual(asked(), ["GET"], "a preview that does not know a record does not read what waits for it");
        const up = succeeded(await project.up());
        assert.deepEqual([...asked()].sort(), ["GET", "GET", "POST"]);
        const { before, after } = (await project.outputs()) as Record<string, Record<string, unknown>[]>;
        assert.deepEqual(before, []);
        assert.deepEqual(
            after?.map(({ deploymentName, cluster }) => [deploymentName, cluster]),
            [["api", "prod-eu-1"]],
        );
        const again = succeeded(await project.up("--expect-no-changes"));
        assert.deepEqual([...asked()].sort(), ["GET", "GET"]);

        await rewrite(project, `module.exports = artifacts.getStorageRecords({ digest: "latest" });`);
        const wrong = failed(await project.preview());
        assert.match(wrong.output, /digest is "latest", but must be "sha256:" and 64 hexadecimal digits in lower case/);
        await rewrite(project, `module.exports = ${READS};`);
        await configure("ghs_mistyped");
        const refused = failed(await project.preview());
        assert.match(refused.output, /the token from the stack configuration github-artifacts:token is not valid/);
        assert.doesNotMatch(wrong.output + refused.output, /\n\s+at |PlainError/, "an error has no stack trace");
        const { output: state } = await project.run("stack", "export");
        assert.doesNotMatch([preview, up, again, wrong, refused].map(({ output }) => output).join() + state, /ghs_/);
    });

    it("read in a script without an engine, with the settings in the environment", async () => {
        const { directory } = await installPacked();
        const script = (digest: string): Promise<{ stdout: string; stderr: string }> =>
            run(
                process.execPath,
                [
                    "--input-type=module",
                    "-e",
                    `import { getStorageRecords } from "pulumi-github-artifacts";
                    console.log(JSON.stringify(await getStorageRecords({ digest: "${digest}" })));`,
                ],
                {
                    cwd: directory,
                    env: { PATH: process.env.PATH, ...reaching(github), GITHUB_TOKEN: "ghs_configured" },
                },
            );
        const { stdout, stderr } = await script(digestOf("a"));
        assert.deepEqual([JSON.parse(stdout), stderr], [{ org: "acme", digest: digestOf("a"), records: [] }, ""]);
        assert.deepEqual(asked(), ["GET"]);
        await assert.rejects(script("latest"), ({ stderr }: { stderr: string }) => {
            assert.match(stderr, /RunError: digest is "latest", but must be "sha256:" and 64 hexadecimal digits/);
            assert.doesNotMatch(stderr, /\n\s+at .*pulumi-github-artifacts/);
            return true;
        });
    });
});
