import assert from "node:assert/strict";
import { type GitHubOptions, type GitHubServer, startGitHub } from "../../tools/github";
import type { PulumiProject } from "../../tools/pulumi/project";
import { failed, succeeded } from "../support/finished";
import { inlineProgram as program, rewrite } from "../support/program";
import { deploymentOf, digestOf, setProgram, storageProgram } from "../support/records";

const OPTIONS: GitHubOptions = {
    tokens: {
        ghs_embedded: "write",
        ghs_narrow: { write: ["api"], read: ["api", "web"] },
        ghp_classic: { access: "write", scopes: ["read:org"] },
        ghp_single: { access: "write", scopes: ["repo"], singleSignOn: "required" },
    },
    organizations: {
        acme: { repositories: ["api", "web"], renamed: { shop: "api" }, attestations: { [digestOf("e")]: "api" } },
    },
};

const NAMED = (n: number): string => `deployments\\["d${n}"\\]\\.githubRepository`;

describe("Verification before a write on the real engine", () => {
    let github: GitHubServer;
    let project: PulumiProject;

    before(async () => {
        github = await startGitHub(OPTIONS);
    });
    after(() => github.close());
    afterEach(() => github.clearFaults());

    async function verifying(source: string, environment: NodeJS.ProcessEnv = {}): Promise<PulumiProject> {
        const fresh = (await program(github, source)).with(environment);
        succeeded(await fresh.run("config", "set", "github-artifacts:verify", "true"));
        github.takeRequests();
        return fresh;
    }
    const asked = (): string[] =>
        github
            .takeRequests()
            .map(({ method, path }) => `${method} ${path.split("?", 1)[0]}`)
            .sort();

    it("is off by default: a preview makes no request", async () => {
        const plain = await program(github, storageProgram("a", { githubRepository: "apj" }));
        succeeded(await plain.preview());
        assert.deepEqual(asked(), []);
    });

    it("refuses wrong values in a preview, each with its path, before anything is written", async () => {
        const deployments = {
            d0: deploymentOf("a"),
            d1: deploymentOf("b", { githubRepository: "apj" }),
            d2: deploymentOf("c", { githubRepository: undefined }),
            d3: deploymentOf("d", { githubRepository: "web" }),
            d4: deploymentOf("e", { githubRepository: undefined }),
            d5: deploymentOf("f", { githubRepository: "shop" }),
        };
        project = await verifying(setProgram(deployments), { GITHUB_TOKEN: "ghs_narrow" });
        const { output } = failed(await project.preview());
        for (const [path, why] of [
            [NAMED(1), "the repository acme/apj does not exist, or"],
            [NAMED(2), "sha256:cccccccccccc… has no provenance attestation"],
            [NAMED(3), "the user of the token from GITHUB_TOKEN can read acme/web but cannot write to it"],
            [NAMED(5), "the repository acme/shop is now acme/api"],
        ]) {
            assert.match(output, new RegExp(`has a problem: ${path} would be rejected: ${why}`));
        }
        assert.doesNotMatch(output, new RegExp(`${NAMED(0)}|${NAMED(4)}`));
        assert.deepEqual(asked(), [
            "GET /orgs/acme",
            "GET /repos/acme/api",
            "GET /repos/acme/apj",
            "GET /repos/acme/shop",
            "GET /repos/acme/web",
            "GET /repositories/4001000001",
            "GET /users/acme",
            "POST /orgs/acme/attestations/bulk-list",
        ]);
        failed(await project.up());
        assert.deepEqual(github.deploymentRecords(), []);
        github.takeRequests();
    });

    it("lets an up write what was corrected, and asks nothing about what is unchanged", async () => {
        await rewrite(
            project,
            setProgram({ d0: deploymentOf("a"), d4: deploymentOf("e", { githubRepository: undefined }) }),
        );
        succeeded(await project.up());
        assert.equal(github.deploymentRecords().length, 2);
        github.takeRequests();
        succeeded(await project.up("--expect-no-changes"));
        assert.deepEqual(asked(), []);
    });

    it("covers only what changes, and does not refuse what leaves", async () => {
        await rewrite(project, setProgram({ d0: deploymentOf("b", { githubRepository: "apj" }) }));
        const { output } = failed(await project.preview());
        assert.match(
            output,
            new RegExp(`error: ${NAMED(0)} would be rejected: the repository acme/apj does not exist`),
        );
        assert.deepEqual(asked(), ["GET /orgs/acme", "GET /repos/acme/apj", "GET /users/acme"]);
        await rewrite(project, setProgram({ d0: deploymentOf("a") }));
        succeeded(await project.preview());
        assert.deepEqual(asked(), []);
        succeeded(await project.destroy());
        asked();
    });

    for (const [what, source, environment, says] of [
        [
            "a user account",
            storageProgram("a", { org: "octocat" }),
            {},
            /: org would be rejected: "octocat" is a user account/,
        ],
        [
            "an organization that does not exist",
            storageProgram("a", { org: "acmee" }),
            {},
            /: org would be rejected: there is no organization "acmee"/,
        ],
        [
            "a repository that does not exist",
            storageProgram("a", { githubRepository: "apj" }),
            {},
            /: githubRepository would be rejected: the repository/,
        ],
        [
            "a classic token without the scope",
            storageProgram("a"),
            { GITHUB_TOKEN: "ghp_classic" },
            /: the credential would be rejected: .* is a classic token without the scope repo/,
        ],
        [
            "a token that single sign-on does not accept",
            storageProgram("a"),
            { GITHUB_TOKEN: "ghp_single" },
            /: org would be rejected: .* is not authorized for the single sign-on of "acme"[\s\S]*authorize it at https:\/\/github\.com\/orgs\/acme\/sso/,
        ],
        [
            "a token that is not valid",
            storageProgram("a"),
            { GITHUB_TOKEN: "ghs_wrong" },
            /has a problem: GitHub answered 401 to GET \/users\/acme .* is not valid/,
        ],
        ["no credential", storageProgram("a"), { GITHUB_TOKEN: "" }, /has a problem: no GitHub credential was found/],
    ] as const) {
        it(`refuses a preview with ${what}`, async () => {
            const { output } = failed(await (await verifying(source, environment)).preview());
            assert.match(output, says);
        });
    }

    it("is a warning if GitHub cannot be asked, and the preview continues", async () => {
        const fresh = await verifying(storageProgram("a", { githubRepository: "apj" }));
        github.fail({ path: /^\/repos/, status: 403, body: { message: "Resource not accessible" } });
        const { output } = succeeded(await fresh.preview());
        assert.match(
            output,
            /in https:\/\/ghcr\.io: githubRepository was not verified: GET \/repos\/acme\/apj answered 403: Resource not accessible\n/,
        );
    });

    it("covers only known values in a preview, and an up verifies an output when it is known", async () => {
        const later = `
            const pulumi = require("@pulumi/pulumi");
            const random = new (class extends pulumi.dynamic.Resource {})({
                create: async () => ({ id: "later", outs: { repository: "apj" } }),
            }, "random", { repository: undefined });
            ${storageProgram("a").replace('"githubRepository":"api"', '"githubRepository": random.repository')}`;
        const fresh = await verifying(later);
        succeeded(await fresh.preview());
        assert.deepEqual(asked(), []);
        const { output } = failed(await fresh.up());
        assert.match(output, /githubRepository would be rejected: the repository acme\/apj does not exist/);
        assert.deepEqual(github.storageRecords(), []);
    });
});
