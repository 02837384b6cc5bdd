import assert from "node:assert/strict";
import type { Access } from "../../../../provider/github/access";
import { diagnose, diagnoseHeaders, type Refusal } from "../../../../provider/github/diagnosis";
import { type Evidence, evidenceOn, type Finding, type Repository } from "../../../../provider/github/evidence";
import { digestOf } from "../../../support/record-sets";

const TOKEN: Access = { says: "the token", unused: [], isKept: false, baseUrlIn: "GITHUB_BASE_URL" };

/** A refused write of two artifacts, one with a repository. */
const refusal = (as: string, parts: Partial<Refusal> = {}): Refusal => ({
    org: "acme",
    artifacts: [{ digest: digestOf(1), github_repository: "api" }, { digest: digestOf(2) }],
    as,
    permission: "write",
    ...parts,
});

const API: Finding<Repository> = { found: { fullName: "acme/api", isReadOnly: false } };

/** What GitHub returned: nothing is wrong except for these parts. */
const evidence = (
    parts: Partial<Evidence> & { api?: Finding<Repository | undefined>; attested?: Finding<boolean> } = {},
): Evidence => {
    const { api = API, attested = { found: true }, ...rest } = parts;
    return {
        headers: {},
        organization: { found: { is: "in reach" } },
        repositories: new Map([["api", api]]),
        attestations: new Map([[digestOf(2), attested]]),
        ...rest,
    };
};

const CHECKED =
    'Checked, and not the cause: "acme" is an organization; acme/api exists; sha256:000000000002… has an attestation.';

/** The cause, if one was found. */
const causeOf = (as: string, told: Evidence): string => diagnose(refusal(as), told, TOKEN)[0] as string;

describe("the cause of a refusal", () => {
    const outOfReach = (headers = {}): Partial<Evidence> => ({
        organization: { found: { is: "out of reach", how: "GET /orgs/acme answered 404", headers } },
    });
    for (const [what, parts, cause, explainsForbidden] of [
        ["single sign-on", outOfReach({ "x-github-sso": "required" }), /single sign-on of "acme"\.$/, true],
        ["a missing scope", { headers: { "x-oauth-scopes": "gist" } }, /without the scope repo\.$/, true],
        ["the name of a user", { organization: { found: { is: "user" } } }, /^"acme" is a user account/, true],
        ["a name that nobody has", { organization: { found: { is: "nobody" } } }, /^there is no organization/, true],
        ["an inaccessible organization", outOfReach(), /the token cannot access the organization "acme"\.$/, true],
        [
            "a repository that does not exist",
            { api: { found: undefined } },
            /^the repository acme\/api does not/,
            false,
        ],
        [
            "a repository that was renamed",
            { api: { found: { fullName: "acme/web", isReadOnly: false } } },
            /^the repository acme\/api is now acme\/web\.$/,
            false,
        ],
        [
            "a user who cannot write",
            { api: { found: { fullName: "acme/api", isReadOnly: true } } },
            /^the user of the token can read acme\/api/,
            true,
        ],
        ["a missing attestation", { attested: { found: false } }, /^sha256:000000000002… has no provenance/, false],
    ] as const) {
        for (const as of ["not-found", "not_found", "archived"]) {
            it(`is only ${what}: ${as}`, () => {
                const lines = diagnose(refusal(as), evidence(parts), TOKEN);
                assert.match(lines[0] as string, cause);
                assert.match(lines[1] as string, /^Evidence: .*\.$/);
                assert.match(lines[2] as string, /^To fix it, .*\.$/);
                assert.equal(lines.length, 3);
            });
        }

        for (const as of ["forbidden", "unauthorized"]) {
            it(`is ${explainsForbidden ? "only " : "the permission first, and then "}${what}: ${as}`, () => {
                const lines = diagnose(refusal(as), evidence(parts), TOKEN);
                if (explainsForbidden) {
                    assert.match(lines[0] as string, cause);
                    return;
                }
                assert.equal(lines[0], "2 causes were found.");
                assert.match(
                    lines[1] as string,
                    /^1\. the token lacks "artifact-metadata: write" on acme\/api \(.*\)\. To/,
                );
                assert.match(lines[2]?.replace(/^2\. (.*?) \(.*/, "$1.") as string, cause);
            });
        }
    }
});

describe("the permission", () => {
    for (const as of ["forbidden", "unauthorized"]) {
        it(`is the cause of a forbidden call if nothing else about the credential is: ${as}`, () => {
            assert.deepEqual(diagnose(refusal(as), evidence(), TOKEN), [
                'the token lacks "artifact-metadata: write" on acme/api.',
                "Evidence: GitHub forbids the call.",
                "To fix it, give it that permission. A workflow's own token reaches only its own repository.",
                CHECKED,
            ]);
        });
    }

    it("is the cause of a forbidden call even if something could not be checked", () => {
        const lines = diagnose(refusal("forbidden"), evidence({ api: { unread: "that" } }), TOKEN);
        assert.match(lines[0] as string, /^the token lacks/);
        assert.match(lines.at(-1) as string, /^Not checked: the repository acme\/api does not exist, .* \(that\)\.$/);
    });

    it("that is needed is quoted from the header of the answer", () => {
        const headers = { "x-accepted-github-permissions": "artifact_metadata=write" };
        const [, seen] = diagnose(refusal("forbidden", { headers }), evidence(), TOKEN);
        assert.equal(seen, "Evidence: GitHub forbids the call, and the call needs artifact_metadata=write.");
    });

    it("is the one to read if a read was refused", () => {
        const lines = diagnose(refusal("forbidden", { permission: "read", artifacts: [] }), evidence(), TOKEN);
        assert.match(lines[0] as string, /"artifact-metadata: read" on the repositories that built the artifacts\.$/);
    });

    for (const as of ["not-found", "not_found"]) {
        it(`is most likely the cause if everything else was checked: ${as}`, () => {
            const lines = diagnose(refusal(as), evidence(), TOKEN);
            assert.equal(lines[0], 'most likely, the token lacks "artifact-metadata: write" on acme/api.');
            assert.equal(lines[1], "Evidence: everything else was checked.");
            assert.equal(lines.at(-1), CHECKED);
        });

        it(`is one of the possible causes if something could not be checked: ${as}`, () => {
            assert.deepEqual(diagnose(refusal(as), evidence({ api: { unread: "GitHub is down" } }), TOKEN), [
                "the cause was not found. It is one of these:",
                '- the token lacks "artifact-metadata: write" on acme/api (no read can check it)',
                "- the repository acme/api does not exist, or the token cannot see it (GitHub is down)",
                'Checked, and not the cause: "acme" is an organization; sha256:000000000002… has an attestation.',
            ]);
        });
    }
});

describe("an unknown cause", () => {
    it("is reported as not found, with what was checked", () => {
        assert.deepEqual(diagnose(refusal("archived"), evidence(), TOKEN), [
            "the cause was not found.",
            "Run `pulumi up` again later. If it fails again, contact GitHub Support.",
            CHECKED,
        ]);
    });

    it("can be one of the things that could not be checked", () => {
        const lines = diagnose(refusal("archived"), evidence({ attested: { unread: "that" } }), TOKEN);
        assert.equal(lines[0], "the cause was not found. It is one of these:");
        assert.match(lines[1] as string, /^- sha256:000000000002… has no provenance .* \(that\)$/);
        assert.doesNotMatch(lines.join(), /lacks/);
    });

    it("has no list of checked things if nothing could be checked", () => {
        const unread = { unread: "GitHub is down" };
        const lines = diagnose(
            refusal("forbidden"),
            { headers: {}, organization: unread, repositories: new Map(), attestations: new Map() },
            TOKEN,
        );
        assert.deepEqual(lines.slice(3), [
            'Not checked: "acme" is not an organization, or the token cannot access it (GitHub is down).',
        ]);
    });
});

describe("several causes", () => {
    it("are numbered, each with its evidence and its fix", () => {
        const lines = diagnose(
            refusal("not-found"),
            evidence({ api: { found: { fullName: "acme/web", isReadOnly: false } }, attested: { found: false } }),
            TOKEN,
        );
        assert.deepEqual(lines.slice(0, 2), [
            "2 causes were found.",
            '1. the repository acme/api is now acme/web (GET /repos/acme/api redirects there). To fix it, set githubRepository to "web".',
        ]);
        assert.match(
            lines[2] as string,
            /^2\. sha256:000000000002… has no .* lists none\)\. To fix it, set githubRepo/,
        );
        assert.equal(lines.length, 3);
    });
});

describe("a diagnosis", () => {
    it("ends with other credentials that are set but not used", () => {
        const access = { ...TOKEN, unused: ["GITHUB_TOKEN"] };
        const last = "Also set, and not used: GITHUB_TOKEN.";
        assert.equal(diagnose(refusal("forbidden"), evidence(), access).at(-1), last);
        const headers = { "x-github-sso": "required" };
        assert.equal(diagnoseHeaders(refusal("forbidden", { headers }), access)?.at(-1), last);
    });

    it("only covers its own subject, even if GitHub was asked about several", () => {
        const many = evidence({
            repositories: new Map<string, Finding<Repository | undefined>>([
                ["api", API],
                ["web", { found: undefined }],
            ]),
            attestations: new Map([
                [digestOf(1), { found: false }],
                [digestOf(2), { found: true }],
                [digestOf(3), { found: false }],
            ]),
        });
        assert.deepEqual(evidenceOn(refusal("not_found"), many), evidence());
        assert.match(causeOf("not_found", evidenceOn(refusal("not_found"), many)), /^most likely/);
    });
});

describe("the headers of an answer", () => {
    const told = (headers?: Refusal["headers"]) => diagnoseHeaders(refusal("forbidden", headers && { headers }), TOKEN);

    it("name the cause by themselves if single sign-on is required, a scope is missing, or both", () => {
        const url = "https://github.com/orgs/acme/sso";
        assert.deepEqual(told({ "x-github-sso": `required; url=${url}` }), [
            'the token is not authorized for the single sign-on of "acme".',
            "Evidence: the answer has the header x-github-sso: required.",
            `To fix it, authorize it at ${url}.`,
        ]);
        const scopes = { "x-oauth-scopes": "gist", "x-accepted-oauth-scopes": "repo" };
        assert.match(told(scopes)?.[0] as string, /^the token is a classic token without the scope repo\.$/);
        assert.equal(told({ ...scopes, "x-github-sso": "required" })?.[0], "2 causes were found.");
    });

    for (const headers of [
        undefined,
        {},
        { "x-github-sso": "partial-results; organizations=1" },
        { "x-oauth-scopes": "", "x-accepted-oauth-scopes": "repo" },
        { "x-oauth-scopes": "repo", "x-accepted-oauth-scopes": "repo" },
    ]) {
        it(`name no cause: ${JSON.stringify(headers)}`, () => assert.equal(told(headers), undefined));
    }
});
