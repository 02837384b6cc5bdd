import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { readdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { type GitHubServer, startGitHub } from "../../tools/github";
import { findEngine } from "../../tools/pulumi/engine";
import type { PulumiProject } from "../../tools/pulumi/project";
import type { Finished } from "../../tools/pulumi/run-process";
import { isAtLeast } from "../../tools/pulumi/versions";
import { pulumiHome } from "../../tools/pulumi/workspace";
import { appKey } from "../support/app-key";
import { failed, succeeded } from "../support/finished";
import { assertHidden } from "../support/leaks";
import { inlineProgram, program, rewrite } from "../support/program";
import { deploymentOf, digestOf, setProgram, storageProgram } from "../support/records";

const pulumi = 'const pulumi = require("@pulumi/pulumi");';

/** What a command prints, and what Pulumi exports after it. */
async function shown(project: PulumiProject, command: "up" | "refresh" | "destroy", ...flags: string[]) {
    const finished: Finished = await project[command](...flags);
    const exported = await project.run("stack", "export");
    return { ...finished, all: finished.output + exported.output };
}

/**
 * The same, and the command's event log. That log cannot be used for secret arguments: Pulumi's own SDK writes what a
 * resource returned into it, as a debug message.
 */
async function logged(project: PulumiProject, command: "up" | "refresh" | "destroy", ...flags: string[]) {
    const log = join(project.directory, "events.log");
    // The flag is meant for debugging the CLI itself.
    const debugging = project.with({ PULUMI_DEBUG_COMMANDS: "true" });
    const { all, ...finished } = await shown(debugging, command, "--event-log", log, ...flags);
    return { ...finished, all: all + (await readFile(log, "utf8")) };
}

const logsOf = ({ stateDirectory }: PulumiProject): string => join(pulumiHome(stateDirectory), "logs");

/** Lets the CLI keep its logs, as it does for users. In the other tests, a plain file takes the place of the log directory. */
const keepLogs = (project: PulumiProject): Promise<void> => rm(logsOf(project));

/** The CLI's logs, decrypted. Old versions of the CLI keep none. */
async function kept(project: PulumiProject): Promise<string> {
    if (!existsSync(logsOf(project))) {
        assert.ok(!isAtLeast((await findEngine()).version, "3.255.0"), "a current CLI keeps logs");
        return "";
    }
    const files = await readdir(logsOf(project));
    const logs = await Promise.all(files.map((file) => project.run("logs", "decrypt", join(logsOf(project), file))));
    const all = logs.map((log) => succeeded(log).output).join("\n");
    assert.match(all, /ghcr\.io\/acme\/a/, "the logs hold the values of resources");
    return all;
}

describe("Credentials", () => {
    let github: GitHubServer;
    const TOKEN = "ghs_never-to-be-seen";
    /** Any line of the key would be a leak. */
    const KEY_LINES = appKey.split("\n").filter((line) => /^[A-Za-z0-9+/=]{20,}$/.test(line));

    before(async () => {
        github = await startGitHub({ tokens: { [TOKEN]: "write" } });
    });
    after(() => github.close());
    afterEach(() => github.clearFaults());

    it("never appear in what is printed or kept: a token from the environment and one from the configuration", async () => {
        const project = (await program(github, storageProgram("a"))).with({ GITHUB_TOKEN: TOKEN });
        await keepLogs(project);
        let all = succeededWith(await logged(project, "up", "--diff"));
        const configured = project.with({ GITHUB_TOKEN: "" });
        succeeded(await configured.run("config", "set", "--secret", "github-artifacts:token", TOKEN));
        await rewrite(project, storageProgram("a", { version: "2.0.0" }));
        all += succeededWith(await logged(configured, "up", "--diff"));
        all += succeededWith(await logged(configured, "refresh"));
        github.fail({ status: 401 });
        all += (await logged(configured, "destroy")).all;
        all += succeededWith(await logged(configured, "destroy"));
        all += await kept(project);
        await assertHidden([TOKEN], all);
    });

    it("never appear in what is printed or kept when a run asks GitHub why it refuses a record, or whether it would", async () => {
        const project = (await inlineProgram(github, storageProgram("a", { githubRepository: "apj" }))).with({
            GITHUB_TOKEN: TOKEN,
        });
        await keepLogs(project);
        let { all } = await logged(project, "up");
        assert.match(all, /GitHub refused it: the repository acme\/apj does not exist/);
        github.fail({ method: "GET", status: 500, times: Infinity });
        all += (await logged(project, "up")).all;
        github.clearFaults();
        succeeded(await project.run("config", "set", "github-artifacts:verify", "true"));
        const preview = failed(await project.preview());
        assert.match(preview.output, /would be rejected/);
        all += preview.output + (await kept(project));
        await assertHidden([TOKEN], all);
    });

    it("never appear in what is printed or kept: the key of an app, and the token that the app gets", async () => {
        const app = { id: "12", installationId: "34", pemFile: appKey };
        const project = (await inlineProgram(github, storageProgram("a"))).with({
            GITHUB_TOKEN: "",
            GITHUB_APP_ID: app.id,
            GITHUB_APP_INSTALLATION_ID: app.installationId,
            GITHUB_APP_PEM_FILE: app.pemFile,
        });
        await keepLogs(project);
        const refused = await logged(project, "up");
        assert.match(refused.output, /the app 12, installation 34, from GITHUB_APP_ID.* did not get a token/);
        const body = { token: TOKEN, expires_at: "2099-01-01T00:00:00Z", permissions: {} };
        github.fail({ path: /access_tokens$/, status: 201, body, times: Infinity });
        const all =
            succeededWith(await logged(project, "up")) +
            succeededWith(await logged(project, "destroy")) +
            (await kept(project));
        assert.ok(KEY_LINES.length > 10);
        await assertHidden([TOKEN, ...KEY_LINES], refused.all + all);
    });
});

describe("Secret arguments", () => {
    let github: GitHubServer;

    before(async () => {
        github = await startGitHub();
    });
    after(() => github.close());

    const secretSet = (tag: string, version: string, digest: string, repository = "api"): string => `${pulumi}
        const { secret } = pulumi;
        new artifacts.ClusterDeploymentRecordSet("prod", {
            cluster: "prod-eu-1", logicalEnvironment: "production",
            deployments: { "shop/api": {
                name: "ghcr.io/acme/api", githubRepository: "${repository}",
                digest: secret("${digest}"), version: secret("${version}"), tags: { owner: secret("${tag}") },
            } },
        });`;

    const secretImage = (tag: string, version: string): string => `
        new artifacts.ArtifactStorageRecord("image", {
            name: "ghcr.io/acme/c", digest: "${digestOf("c")}", registryUrl: "https://ghcr.io", githubRepository: "api",
            version: secret("${version}"), artifactUrl: secret("https://ghcr.io/${tag}"),
        });`;

    /** No other test uses these digests. */
    const [one, other] = ["0a1b", "2c3d"].map((part) => part.repeat(16)) as [string, string];

    it("reach GitHub, stay encrypted in the state and masked on screen, also if GitHub refuses them", async () => {
        const project = await inlineProgram(
            github,
            secretSet("hush-1", "v-hush-1", `sha256:${one}`) + secretImage("hush-1", "v-hush-1"),
        );
        let all = succeededWith(await shown(project, "up", "--diff"));
        const [record] = github.deploymentRecords();
        assert.deepEqual([record?.tags, record?.digest], [{ owner: "hush-1" }, `sha256:${one}`]);
        await rewrite(project, secretSet("hush-2", "v-hush-2", `sha256:${other}`) + secretImage("hush-2", "v-hush-2"));
        all += succeededWith(await shown(project, "up", "--diff"));
        all += succeededWith(await shown(project, "refresh"));
        await rewrite(
            project,
            secretSet("hush-3", "v-hush-3", `sha256:${other}`, "gone") + secretImage("hush-3", "v-hush-3"),
        );
        const rejected = await shown(project, "up", "--diff");
        assert.match(
            rejected.output,
            /deployment "shop\/api" \(sha256:2c3d2c3d2c3d…\), to update: GitHub rejected it as not_found/,
        );
        github.fail({ status: 404, times: Infinity });
        all += rejected.all + (await shown(project, "up")).all;
        github.clearFaults();
        all += succeededWith(await shown(project, "destroy"));
        assert.equal(github.deploymentRecords()[0]?.status, "decommissioned");
        await assertHidden(["hush-", one, other], all);
    });

    it("are not quoted in the message that refuses them, but the rule is", async () => {
        const project = await inlineProgram(github, secretSet("hush-1", `v-hush-${"x".repeat(100)}`, "sha256:hush"));
        const { output } = failed(await project.preview());
        assert.match(
            output,
            /deployments\["shop\/api"\]\.digest is a secret that is not shown here, but must be "sha256:" and 64 hexadecimal digits/,
        );
        assert.match(
            output,
            /\.version is a secret that is not shown here \(107 characters; the limit is 100\), but must be text of 1 to 100/,
        );
        await assertHidden(["hush"], output);
    });

    it("are refused if they would be part of an id, because Pulumi shows ids", async () => {
        const hidden = "4e5f".repeat(16);
        const source = `${pulumi}
            ${setProgram({}).replace('"prod-eu-1"', 'pulumi.secret("hush")')}
            ${storageProgram("e").replace(`"${digestOf("e")}"`, `pulumi.secret("sha256:${hidden}")`)}`;
        const project = await inlineProgram(github, source);
        const { output } = failed(await project.preview());
        assert.match(output, /(cluster|digest) is a secret, but it identifies the record and would be shown in its id/);
        assert.match(output, /If it may be shown, pass it through `pulumi\.unsecret`/);
        await rewrite(project, `${pulumi} ${setProgram({ a: deploymentOf("a") })}`);
        succeeded(await project.up());
        await assertHidden(["hush", hidden], output);
    });
});

/** Everything that a command made visible. Fails if the command did not succeed. */
function succeededWith(finished: Finished & { readonly all: string }): string {
    succeeded(finished);
    return finished.all;
}
