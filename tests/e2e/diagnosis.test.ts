import assert from "node:assert/strict";
import { type GitHubOptions, type GitHubServer, startGitHub } from "../../tools/github";
import { failed, succeeded } from "../support/finished";
import { inlineProgram as program } from "../support/program";
import { deploymentOf, digestOf, setProgram, storageProgram } from "../support/records";

const OPTIONS: GitHubOptions = {
    tokens: {
        ghs_embedded: "write",
        ghs_reader: "read",
        ghs_narrow: { write: ["api"], read: ["api", "web"] },
        ghs_blind: { write: ["api"] },
        ghp_classic: { access: "write", scopes: ["read:org"] },
        ghp_single: { access: "write", scopes: ["repo"], singleSignOn: "required" },
    },
    organizations: {
        acme: {
            repositories: ["api", "web", "worker"],
            renamed: { shop: "api" },
            attestations: { [digestOf("e")]: "api" },
        },
    },
};

/** What a failed `up` printed about its only error, line by line, and the requests after the one that failed. */
async function told(github: GitHubServer, source: string, token = "ghs_embedded") {
    github.takeRequests();
    const project = (await program(github, source)).with({ GITHUB_TOKEN: token });
    const { output } = failed(await project.up());
    const [, error = ""] =
        /Diagnostics:.*?\n {4}error: (?!update failed)(.*?)\n(?:\n|Resources:| {2}\S)/s.exec(output) ?? [];
    const [refused, ...reads] = github.takeRequests().map(({ method, path }) => `${method} ${path.split("?", 1)[0]}`);
    assert.match(refused ?? "", /^POST \/orgs\/\w+\/artifacts\/metadata\//);
    return { output, lines: error.split("\n").map((line) => line.trim()), reads };
}

const image = (more: object = {}): string => storageProgram("a", more);

const ACCOUNT = ["GET /users/acme", "GET /orgs/acme"];
const LIST = "POST /orgs/acme/attestations/bulk-list";
const TOKEN = "the token from GITHUB_TOKEN";

describe("The cause of a refusal on the real engine", () => {
    let github: GitHubServer;

    before(async () => {
        github = await startGitHub(OPTIONS);
    });
    after(() => github.close());
    afterEach(() => github.clearFaults());

    for (const [what, source, token, says, reads] of [
        [
            "a user account",
            image({ org: "octocat" }),
            "ghs_embedded",
            [
                '"octocat" is a user account, and only organizations have artifact metadata.',
                "GET /users/octocat says so.",
            ],
            ["GET /users/octocat"],
        ],
        [
            "an organization that does not exist",
            image({ org: "acmee" }),
            "ghs_embedded",
            ['there is no organization "acmee".', "GET /users/acmee answered 404."],
            ["GET /users/acmee"],
        ],
        [
            "a repository that does not exist",
            image({ githubRepository: "apj" }),
            "ghs_embedded",
            [
                `the repository acme/apj does not exist, or ${TOKEN} cannot see it.`,
                "GET /repos/acme/apj answered 404, which does not tell the two apart.",
            ],
            [...ACCOUNT, "GET /repos/acme/apj"],
        ],
        [
            "a repository that was renamed",
            image({ githubRepository: "shop" }),
            "ghs_embedded",
            ["the repository acme/shop is now acme/api.", "GET /repos/acme/shop redirects there."],
            [...ACCOUNT, "GET /repos/acme/shop", "GET /repositories/4001000001"],
        ],
        [
            "a digest that needs a repository",
            image({ githubRepository: undefined }),
            "ghs_embedded",
            [
                `sha256:aaaaaaaaaaaa… has no provenance attestation that ${TOKEN} can see, and no githubRepository is given.`,
                `${LIST} lists none.`,
            ],
            [...ACCOUNT, LIST],
        ],
        [
            "a user who can only read",
            image(),
            "ghs_reader",
            [
                `the user of ${TOKEN} can read acme/api but cannot write to it.`,
                "GET /repos/acme/api shows the permission pull, but not push.",
            ],
            [...ACCOUNT, "GET /repos/acme/api"],
        ],
        [
            "a classic token without the scope",
            image(),
            "ghp_classic",
            [
                `${TOKEN} is a classic token without the scope repo.`,
                "the answer has the header x-oauth-scopes: read:org.",
            ],
            [],
        ],
        [
            "single sign-on",
            image(),
            "ghp_single",
            [
                `${TOKEN} is not authorized for the single sign-on of "acme".`,
                "the answer has the header x-github-sso: required.",
            ],
            [],
        ],
    ] as const) {
        it(`is in the first line of the error, followed by its evidence: ${what}`, async () => {
            const { lines, reads: asked } = await told(github, source, token);
            const [first, evidence, fix, ...rest] = lines;
            assert.deepEqual([first, evidence], [`GitHub refused it: ${says[0]}`, `Evidence: ${says[1]}`]);
            assert.match(fix ?? "", /^To fix it, .*\.$/);
            assert.match(
                rest.at(-1) ?? "",
                /^GitHub answered 40[34] to POST \/orgs\/\w+\/artifacts\/metadata\/storage-record \(request E0A1/,
            );
            assert.deepEqual([...asked].sort(), [...reads].sort());
        });
    }

    it("is an organization that the token cannot access, in GitHub's words", async () => {
        github.fail({ method: "POST", path: /storage-record/, status: 404, body: { message: "no artifacts found" } });
        const message = "Although you appear to have the correct credentials, the organization has an IP allow list";
        github.fail({ path: /^\/orgs\/acme$/, status: 403, body: { message } });
        const { lines } = await told(github, image());
        assert.deepEqual(lines.slice(0, 2), [
            `GitHub refused it: ${TOKEN} cannot access the organization "acme".`,
            `Evidence: GET /orgs/acme answered 403: ${message}.`,
        ]);
    });

    it("is the missing permission if GitHub forbids the call and says which one the call needs", async () => {
        const message = "Resource not accessible by personal access token";
        const headers = { "x-accepted-github-permissions": "artifact_metadata=write; contents=write" };
        github.fail({ method: "POST", path: /storage-record/, status: 403, body: { message }, headers });
        const { lines } = await told(github, image());
        assert.deepEqual(lines.slice(0, 4), [
            `GitHub refused it: ${TOKEN} lacks "artifact-metadata: write" on acme/api.`,
            "Evidence: GitHub forbids the call, and the call needs artifact_metadata=write or contents=write.",
            "To fix it, give it that permission. A workflow's own token reaches only its own repository.",
            'Checked, and not the cause: "acme" is an organization; acme/api exists.',
        ]);
        assert.match(
            lines[4] ?? "",
            /^GitHub answered 403 to POST .*: Resource not accessible by personal access token$/,
        );
    });

    it("is most likely the missing permission if GitHub answers 404 and everything else is right", async () => {
        github.fail({ method: "POST", path: /storage-record/, status: 404, body: { message: "no artifacts found" } });
        const { lines } = await told(github, image());
        assert.deepEqual(lines.slice(0, 2), [
            `GitHub refused it: most likely, ${TOKEN} lacks "artifact-metadata: write" on acme/api.`,
            "Evidence: everything else was checked, and the call needs artifact_metadata=write.",
        ]);
    });

    it("can be two causes, for deployments as well", async () => {
        github.fail({ method: "POST", path: /cluster/, status: 404, body: { message: "no artifacts found" } });
        const { lines, reads } = await told(
            github,
            setProgram({
                a: deploymentOf("a", { githubRepository: "apj" }),
                b: deploymentOf("b", { githubRepository: undefined }),
                e: deploymentOf("e", { githubRepository: undefined }),
            }),
        );
        assert.match(
            lines[0] ?? "",
            /^3 deployments \("a", "b", "e"\) not written: GitHub refused it: 2 causes were found\.$/,
        );
        assert.match(
            lines[1] ?? "",
            /^1\. the repository acme\/apj does not exist, .* \(GET \/repos\/acme\/apj answered 404.*\)\. To fix it, /,
        );
        assert.match(
            lines[2] ?? "",
            /^2\. sha256:bbbbbbbbbbbb… has no provenance attestation .*bulk-list lists none\)\. To fix it, /,
        );
        assert.deepEqual(reads.sort(), [...ACCOUNT, "GET /repos/acme/apj", LIST].sort());
    });

    it("is given for each kind of rejection, with no more than six reads", async () => {
        github.takeRequests();
        // The repositories apj, web and r0 are checked, in the order of the deployments' names.
        const deployments = {
            attested: deploymentOf("e", { githubRepository: undefined }),
            gone: deploymentOf("b", { githubRepository: "apj" }),
            unattested: deploymentOf("c", { githubRepository: undefined }),
            unwritable: deploymentOf("d", { githubRepository: "web" }),
            ...Object.fromEntries(
                [0, 1, 2, 3].map((n) => [`z-${n}`, deploymentOf(String(n), { githubRepository: `r${n}` })]),
            ),
        };
        const project = (await program(github, setProgram(deployments))).with({ GITHUB_TOKEN: "ghs_narrow" });
        const { output } = failed(await project.up());
        assert.match(
            output,
            /deployment "gone" .*, to record: GitHub rejected it as not_found: the repository acme\/apj does not exist/,
        );
        assert.match(
            output,
            /deployment "unattested" .* as not_found: sha256:cccccccccccc… has no provenance attestation/,
        );
        assert.match(
            output,
            /deployment "unwritable" .* as unauthorized: the user of .* can read acme\/web but cannot write to it/,
        );
        assert.match(
            output,
            /deployment "z-3" .* as not_found: the cause was not found\. It is one of these:\n.*\n.*- the repository acme\/r3 .* \(only the first 3 repositories are checked\)/,
        );
        assert.equal(github.takeRequests().length, 1 + 6);
    });

    it("stays unknown if the reads fail, and the error is shown nevertheless", async () => {
        github.fail({ method: "POST", path: /storage-record/, status: 404, body: { message: "no artifacts found" } });
        github.fail({ path: /^\/users/, status: 403, body: { message: "Nope" } });
        github.fail({ path: /^\/orgs\/acme$/, cut: "before-reply" });
        github.fail({ path: /^\/repos/, status: 500, body: "<html>", headers: { "content-type": "text/html" } });
        const { lines } = await told(github, image());
        assert.equal(lines[0], "GitHub refused it: the cause was not found. It is one of these:");
        const possible = lines.filter((line) => line.startsWith("- "));
        assert.match(possible[0] ?? "", /lacks "artifact-metadata: write" on acme\/api \(no read can check it\)$/);
        assert.match(
            possible[1] ?? "",
            /"acme" is not an organization, or .* cannot access it \(GET \/orgs\/acme got no answer: /,
        );
        assert.match(
            possible[2] ?? "",
            /the repository acme\/api does not exist, .* \(GET \/repos\/acme\/api answered 500: /,
        );
        assert.match(lines.at(-1) ?? "", /^GitHub answered 404 to POST .*: no artifacts found$/);
    });

    it("is not waited for longer than ten seconds if GitHub does not answer", async () => {
        github.fail({ method: "POST", path: /storage-record/, status: 404, body: { message: "no artifacts found" } });
        github.fail({ path: /^\/repos/, hold: () => new Promise(() => {}) });
        const { lines } = await told(github, image());
        const [, repository] = lines.filter((line) => line.startsWith("- "));
        assert.match(repository ?? "", /\(GET \/repos\/acme\/api got no answer: no complete reply in time\)$/);
    });

    it("comes with the name of another credential that is set and not used", async () => {
        const project = (await program(github, image({ githubRepository: "apj" }))).with({ GITHUB_APP_ID: "12" });
        const { output } = failed(await project.up());
        assert.match(output, /\n\s+Also set, and not used: GITHUB_APP_ID \(incomplete: .*\)\.\n/);
    });

    it("is the missing permission to read if GitHub forbids a refresh", async () => {
        const project = await program(github, image());
        succeeded(await project.up());
        github.fail({ status: 403, method: "GET", path: /metadata/, body: { message: "Resource not accessible" } });
        const { output } = failed(await project.refresh());
        assert.match(
            output,
            /GitHub refused it: the token from GITHUB_TOKEN lacks "artifact-metadata: read" on the repositories that built/,
        );
    });
});
