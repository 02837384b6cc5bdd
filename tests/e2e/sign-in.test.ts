import assert from "node:assert/strict";
import { generateKeyPairSync } from "node:crypto";
import { chmod, writeFile } from "node:fs/promises";
import { delimiter, join } from "node:path";
import { type GitHubServer, startGitHub } from "../../tools/github";
import { appKey, appWith } from "../support/app-key";
import { failed, succeeded } from "../support/finished";
import { assertHidden } from "../support/leaks";
import { engine, inlineProgram as program } from "../support/program";
import { storageProgram } from "../support/records";

const APP = { GITHUB_APP_ID: "12", GITHUB_APP_INSTALLATION_ID: "34", GITHUB_APP_PEM_FILE: appKey };
const BODY = appKey.split("\n").slice(1, -2);

/** The forms in which people keep the key of an app. */
const KEYS: Readonly<Record<string, string>> = {
    "with escaped line ends": appKey.replaceAll("\n", "\\n"),
    "with escaped Windows line ends": appKey.replaceAll("\n", "\\r\\n"),
    "with spaces instead of line ends": appKey.trim().replaceAll("\n", " "),
    "indented and in quotes": `"${appKey.replaceAll("\n", "\n    ")}"`,
    "as the base64 of its file": Buffer.from(appKey).toString("base64"),
    "without its first and last line": BODY.join(""),
};

describe("Sign-in on the real engine", () => {
    let github: GitHubServer;

    before(async () => {
        github = await startGitHub({ apps: appWith("12", "34") });
    });
    after(() => github.close());
    afterEach(() => {
        github.clearFaults();
        github.takeRequests();
    });

    const started = async (environment: NodeJS.ProcessEnv) =>
        (await program(github, storageProgram("a"))).with({ GITHUB_TOKEN: "", ...environment });
    const signIns = () => github.takeRequests().filter(({ path }) => path.endsWith("/access_tokens")).length;

    for (const [what, key] of Object.entries(KEYS)) {
        it(`accepts the key of an app ${what}`, async () => {
            const project = await started({ ...APP, GITHUB_APP_PEM_FILE: key });
            succeeded(await project.up());
            assert.equal(signIns(), 1);
        });
    }

    it("accepts a path to the key of an app", async () => {
        const project = await started(APP);
        await writeFile(join(project.directory, "app.pem"), appKey);
        succeeded(await project.with({ GITHUB_APP_PEM_FILE: join(project.directory, "app.pem") }).up());
        assert.equal(signIns(), 1);
    });

    it("refuses a preview with a key that cannot be an app's, and says what it is", async () => {
        const ec = generateKeyPairSync("ec", {
            namedCurve: "P-256",
            publicKeyEncoding: { type: "spki", format: "pem" },
            privateKeyEncoding: { type: "pkcs8", format: "pem" },
        });
        const wrong = {
            "a private key of the type ec": ec.privateKey,
            "a public key": ec.publicKey,
            "only the first line of a key": appKey.split("\n")[0],
        };
        for (const [what, key] of Object.entries(wrong)) {
            const project = await started({ ...APP, GITHUB_APP_PEM_FILE: key });
            const { output } = failed(await project.preview());
            assert.match(output, new RegExp(`the app's key in GITHUB_APP_PEM_FILE is ${what}`));
            for (const line of String(key).split("\n").slice(1, -2)) assert.ok(!output.includes(line), output);
        }
    });

    it("reads an app's ids from the configuration and its key from the environment", async () => {
        const project = await started({ GITHUB_APP_PEM_FILE: appKey });
        const ids = ["github-artifacts:appAuth.id=12", "github-artifacts:appAuth.installationId=34"];
        succeeded(await project.run("config", "set-all", "--path", ...ids.flatMap((id) => ["--plaintext", id])));
        succeeded(await project.up());
        assert.equal(signIns(), 1);
    });

    it("uses the app if a token is set as well, and says so if GitHub refuses a call", async () => {
        const project = await started({ ...APP, GITHUB_TOKEN: "ghs_of-another-tool" });
        github.fail({ method: "POST", path: /storage-record/, status: 404, body: { message: "no artifacts found" } });
        const { output } = failed(await project.up());
        assert.equal(signIns(), 1);
        assert.match(output, /the app 12, installation 34, from .* lacks "artifact-metadata: write"/);
        assert.match(output, /Also set, and not used: GITHUB_TOKEN\.\n/);
        await assertHidden(["ghs_of-another-tool", ...BODY], output);
    });

    it("retries if GitHub does not know the new token of an app yet", async () => {
        for (const status of [401, 403]) {
            const project = await started(APP);
            github.fail({ path: /storage-record/, status });
            const { output } = succeeded(await project.up());
            assert.doesNotMatch(output, /error/);
            assert.deepEqual(
                github.takeRequests().map((request) => request.status),
                [201, status, 200],
            );
        }
    });

    it("works with a clock that is minutes off", async () => {
        const later = await startGitHub({ apps: appWith("12", "34"), now: () => new Date(Date.now() - 5 * 60_000) });
        try {
            const project = (await program(later, storageProgram("a"))).with({ GITHUB_TOKEN: "", ...APP });
            succeeded(await project.up());
            const statuses = later.takeRequests().map(({ status }) => status);
            assert.deepEqual(statuses, [401, 201, 200]);
        } finally {
            await later.close();
        }
    });

    it("uses the token of gh if nothing else is set, and says so if GitHub refuses it", async () => {
        const project = await started({});
        const gh = join(project.directory, "gh");
        await writeFile(gh, '#!/bin/sh\n[ "$*" = "auth token --hostname 127.0.0.1" ] && echo "$TOKEN_OF_GH"\n');
        await chmod(gh, 0o755);
        const path = [project.directory, join(await engine(), "bin"), process.env.PATH].join(delimiter);
        const { output } = failed(await project.with({ PATH: path, TOKEN_OF_GH: "gho_wrong" }).up());
        assert.match(output, /the token from `gh auth token` is not valid/);
        await assertHidden(["gho_wrong"], output);
        succeeded(await project.with({ PATH: path, TOKEN_OF_GH: "ghs_embedded" }).up());
    });

    it("asks for one version of GitHub's API", async () => {
        succeeded(await (await started(APP)).up());
        const versions = github.takeRequests().map(({ apiVersion }) => apiVersion);
        assert.deepEqual(versions, ["2026-03-10", "2026-03-10"]);
    });
});
