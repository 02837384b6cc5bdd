import assert from "node:assert/strict";
import { type GitHubServer, startGitHub } from "../../tools/github";
import type { PulumiProject } from "../../tools/pulumi/project";
import { failed, succeeded } from "../support/finished";
import { inlineProgram as program, rewrite } from "../support/program";
import { deploymentOf, setProgram, storageProgram } from "../support/records";

const TOKENS = {
    ghs_embedded: "write",
    ghs_reader: "read",
    ghs_narrow: { write: ["api"], read: ["api", "web"] },
} as const;

describe("Refusals on the real engine:", () => {
    let github: GitHubServer;

    before(async () => {
        github = await startGitHub({ tokens: TOKENS });
    });
    after(() => github.close());
    afterEach(() => github.takeRequests());

    const refused = async (source: string, environment: NodeJS.ProcessEnv): Promise<string> => {
        const { output } = failed(await (await program(github, source)).with(environment).up());
        for (const token of Object.keys(TOKENS)) assert.ok(!output.includes(token), `the token is printed:\n${output}`);
        return output;
    };
    const set = setProgram({ "shop/api": deploymentOf("a") });

    it("a missing token is reported with where to set one, and no request is made", async () => {
        const output = await refused(set, { GITHUB_TOKEN: "" });
        assert.match(output, /no GitHub credential was found/);
        assert.match(output, /pulumi config set --secret github-artifacts:token/);
        assert.deepEqual(github.takeRequests(), []);
    });

    it("a bad token is reported with its source, after a single request", async () => {
        const output = await refused(storageProgram("a"), { GITHUB_TOKEN: "ghs_wrong" });
        assert.match(
            output,
            /GitHub answered 401 to POST \/orgs\/acme\/artifacts\/metadata\/storage-record \(request E0A1/,
        );
        assert.match(output, /the token from GITHUB_TOKEN is not valid/);
        assert.equal(github.takeRequests().length, 1);
        assert.ok(!output.includes("ghs_wrong"));
    });

    it("a token that no header can carry is refused in a preview, and not printed", async () => {
        const project = (await program(github, set)).with({ GITHUB_TOKEN: "ghs_one\nghs_two" });
        const { output } = failed(await project.preview());
        assert.match(output, /GITHUB_TOKEN contains a space, a line break or another character that no token has/);
        assert.doesNotMatch(output, /ghs_one|ghs_two/);
    });

    it("an input that GitHub finds invalid is reported in GitHub's words", async () => {
        github.fail({ status: 422, body: { message: "Validation Failed", errors: [{ field: "digest" }] } });
        const output = await refused(storageProgram("a"), {});
        assert.match(
            output,
            /answered 422 .* the request was rejected\.\n\s+GitHub says: Validation Failed: \{"field":"digest"\}/,
        );
    });

    it("a refresh and a destroy that fail give the reason at the resource, without a stack trace", async () => {
        const project = await program(github, storageProgram("b"));
        succeeded(await project.up());
        const reader = project.with({ GITHUB_TOKEN: "ghs_reader" });
        const bad = project.with({ GITHUB_TOKEN: "ghs_wrong" });
        for (const { output } of [failed(await bad.refresh()), failed(await reader.destroy())]) {
            assert.match(output, /error: GitHub (answered 401|refused it: .* cannot write to it\.\n)/);
            assert.doesNotMatch(output, /\n\s*(pulumi:pulumi:Stack .*)?\bat .*:\d+:\d+/);
        }
        assert.equal((await project.resources()).length, 1);
        succeeded(await project.destroy());
    });

    it("an unencrypted base URL is refused in a preview", async () => {
        const project = (await program(github, set)).with({ GITHUB_BASE_URL: "http://github.example.com" });
        const { output } = failed(await project.preview());
        assert.match(
            output,
            /GITHUB_BASE_URL is "http:\/\/github\.example\.com": a token must not be sent unencrypted/,
        );
        assert.deepEqual(github.takeRequests(), []);
    });

    it("a missing organization is refused in a preview", async () => {
        const { output } = failed(await (await program(github, set)).with({ GITHUB_OWNER: "" }).preview());
        assert.match(output, /org is missing, and there is no default: .*pulumi config set github-artifacts:owner/);
    });

    it("settings in the stack's configuration take precedence over the environment", async () => {
        const project = (await program(github, set)).with({ GITHUB_TOKEN: "ghs_wrong", GITHUB_OWNER: "octocat" });
        succeeded(await project.run("config", "set", "github-artifacts:owner", "acme"));
        succeeded(await project.run("config", "set", "--secret", "github:token", "ghs_embedded"));
        succeeded(await project.up());
        assert.equal(github.deploymentRecords()[0]?.org, "acme");
        assert.ok(!JSON.stringify(await project.resources()).includes("ghs_embedded"));
    });

    describe("a rejection of single deployments", () => {
        let project: PulumiProject;
        const mixed = {
            "shop/api": deploymentOf("c"),
            "shop/web": deploymentOf("d", { githubRepository: "web" }),
            "shop/gone": deploymentOf("e", { githubRepository: "gone" }),
        };
        /** The writes, without the requests that ask about them. */
        const writes = () => github.takeRequests().filter(({ entries }) => entries !== undefined);
        const recorded = async (): Promise<string[]> => {
            const [resource] = await project.resources();
            return Object.keys(resource?.outputs.deployments as object);
        };

        before(async () => {
            const fresh = await program(github, setProgram(mixed, { cluster: "mixed" }));
            project = fresh.with({ GITHUB_TOKEN: "ghs_narrow" });
        });

        it("lets the run record the others, then fail with a reason for each, and keep what is recorded", async () => {
            const { output } = failed(await project.up());
            assert.match(
                output,
                /deployment "shop\/web" .* GitHub rejected it as unauthorized: the user of .* can read acme\/web but cannot write/,
            );
            assert.match(
                output,
                /deployment "shop\/gone" .* GitHub rejected it as not_found: the repository acme\/gone does/,
            );
            assert.deepEqual(
                writes().map(({ status, entries }) => [status, entries]),
                [[207, 3]],
            );
            assert.deepEqual(await recorded(), ["shop/api"]);
        });

        it("makes the next up send only these again", async () => {
            failed(await project.up());
            assert.deepEqual(
                writes().map(({ entries }) => entries),
                [2],
            );
        });

        it("is only a warning if onRejected says so, and an output keeps the causes", async () => {
            await rewrite(project, setProgram(mixed, { cluster: "mixed", onRejected: "warn" }));
            const { output } = succeeded(await project.up());
            assert.match(output, /deployment "shop\/gone" .* GitHub rejected it as not_found/);
            const [resource] = await project.resources();
            assert.deepEqual(resource?.outputs.rejected, { "shop/gone": "not_found", "shop/web": "unauthorized" });
            const preview = succeeded(await project.preview());
            assert.match(preview.output, /2 to record, 1 unchanged; 1 request/);
        });

        it("is over when the token may write and the repository is right", async () => {
            const right = { ...mixed, "shop/gone": deploymentOf("e", { githubRepository: "web" }) };
            await rewrite(project, setProgram(right, { cluster: "mixed" }));
            const able = project.with({ GITHUB_TOKEN: "ghs_embedded" });
            succeeded(await able.up());
            assert.equal((await recorded()).length, 3);
            succeeded(await able.up("--expect-no-changes"));
        });
    });
});
