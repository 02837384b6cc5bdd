import assert from "node:assert/strict";
import type { Access } from "../../../../provider/github/access";
import type { Finding, Organization, Repository } from "../../../../provider/github/evidence";
import {
    ofAttestations,
    ofOrganization,
    ofPermission,
    ofRepository,
    ofScopes,
    ofSignOn,
    WANTED,
} from "../../../../provider/github/verdicts";
import { digestOf } from "../../../support/record-sets";

const TOKEN: Access = { says: "the token", unused: [], isKept: false, baseUrlIn: "GITHUB_BASE_URL" };

describe("an organization's single sign-on", () => {
    const told = (header?: string) => ofSignOn("acme", { "x-github-sso": header }, TOKEN);

    it("is the cause if the answer requires it, with the URL to authorize the token", () => {
        const url = "https://github.com/orgs/acme/sso?authorization_request=A";
        const [cause, ...more] = told(`required; url=${url}`);
        assert.deepEqual([cause?.says, more], ['the token is not authorized for the single sign-on of "acme"', []]);
        assert.match(cause?.seen as string, /x-github-sso: required$/);
        assert.equal(cause?.fix, `authorize it at ${url}`);
        assert.equal(cause?.explainsForbidden, true);
    });

    it("is the cause even without a URL", () => {
        assert.equal(told("required")[0]?.fix, "authorize it in the settings of your tokens");
    });

    for (const header of [undefined, "partial-results; organizations=1,2", ""]) {
        it(`is not the cause with the header ${header}`, () => assert.deepEqual(told(header), []));
    }
});

describe("the scopes of a classic token", () => {
    const told = (held?: string, accepted?: string) =>
        ofScopes({ "x-oauth-scopes": held, "x-accepted-oauth-scopes": accepted }, TOKEN);

    it("are the cause if the token has none of the accepted ones", () => {
        const [cause, ...more] = told("read:org, gist", "repo, admin:org");
        assert.deepEqual([cause?.says, more], ["the token is a classic token without the scope repo or admin:org", []]);
        assert.match(cause?.seen as string, /x-oauth-scopes: read:org, gist$/);
        assert.match(cause?.fix as string, /fine-grained token or a GitHub App$/);
        assert.equal(cause?.explainsForbidden, true);
    });

    for (const [what, held, accepted] of [
        ["the token has one of them", "gist, repo", "admin:org, repo"],
        ["GitHub returns none, because the token may be of another kind", undefined, "repo"],
        ["they are empty, as for other tokens", "", "repo"],
        ["the call needs none", "gist", undefined],
        ["the header of needed scopes is empty", "gist", ""],
    ] as const) {
        it(`are not the cause if ${what}`, () => assert.deepEqual(told(held, accepted), []));
    }

    it("default to those that the calls of artifact metadata need", () => {
        assert.match(ofScopes({ "x-oauth-scopes": "gist", ...WANTED }, TOKEN)[0]?.says as string, /the scope repo$/);
        assert.deepEqual(ofScopes({ "x-oauth-scopes": "repo", ...WANTED }, TOKEN), []);
    });
});

describe("the organization", () => {
    const outOfReach = (headers = {}): Finding<Organization> => ({
        found: { is: "out of reach", how: "GET /orgs/acme answered 404", headers },
    });
    for (const [what, finding, is, says] of [
        ["is not the cause if it is accessible", { found: { is: "in reach" } }, "fine", /^"acme" is an organization$/],
        ["is the cause if it is a user", { found: { is: "user" } }, "cause", /^"acme" is a user account, /],
        [
            "is the cause if nobody has its name",
            { found: { is: "nobody" } },
            "cause",
            /^there is no organization "acme"$/,
        ],
        [
            "is the cause if it is not accessible",
            outOfReach(),
            "cause",
            /the token cannot access the organization "acme"$/,
        ],
        [
            "is the cause if it requires single sign-on",
            outOfReach({ "x-github-sso": "required; url=https://x" }),
            "cause",
            /not authorized for the single sign-on of "acme"$/,
        ],
        [
            "may be the cause if it was not read",
            { unread: "that" },
            "open",
            /^"acme" is not an organization, or the token cannot/,
        ],
    ] as const) {
        it(what, () => {
            const verdict = ofOrganization("acme", finding as Finding<Organization>, TOKEN);
            assert.equal(verdict.is, is);
            assert.match(verdict.says, says);
            if (verdict.is === "cause") {
                assert.ok(verdict.seen !== "" && verdict.fix !== "");
                assert.equal(verdict.explainsForbidden, true);
            }
            if (verdict.is === "open") assert.equal(verdict.why, "that");
        });
    }

    it("that does not exist may be on another GitHub", () => {
        const verdict = ofOrganization("acme", { found: { is: "nobody" } }, TOKEN);
        assert.ok(verdict.is === "cause");
        assert.match(verdict.fix, /^correct org, .*github-artifacts:baseUrl$/);
    });
});

describe("a repository", () => {
    const found = (fullName: string, isReadOnly = false): Finding<Repository> => ({ found: { fullName, isReadOnly } });
    for (const [what, finding, is, says, fix] of [
        ["is not the cause if it exists", found("acme/api"), "fine", /^acme\/api exists$/],
        ["is not the cause if only the case of its name differs", found("Acme/API"), "fine", /^acme\/api exists$/],
        [
            "is the cause if it does not exist",
            { found: undefined },
            "cause",
            /does not exist, or the token cannot see it$/,
        ],
        [
            "is the cause if it was renamed",
            found("acme/backend"),
            "cause",
            /is now acme\/backend$/,
            /^set githubRepository to "backend"$/,
        ],
        [
            "is the cause if it has moved",
            found("globex/api"),
            "cause",
            /has moved to globex\/api$/,
            /^record its artifacts in "globex", or name a repository of "acme"$/,
        ],
        [
            "is the cause if the user can only read it",
            found("acme/api", true),
            "cause",
            /^the user of the token can read acme\/api but cannot write to it$/,
            /the role Write/,
        ],
        [
            "may be the cause if it was not read",
            { unread: "that" },
            "open",
            /does not exist, or the token cannot see it$/,
        ],
    ] as const) {
        it(what, () => {
            const verdict = ofRepository("acme", "api", finding, TOKEN);
            assert.equal(verdict.is, is);
            assert.match(verdict.says, says);
            if (verdict.is === "cause") {
                assert.match(verdict.seen, /^GET \/repos\/acme\/api /);
                assert.match(verdict.fix, fix ?? /./);
                assert.equal(verdict.explainsForbidden, what.includes("only read") ? true : undefined);
            }
            if (verdict.is === "open") assert.equal(verdict.why, "that");
        });
    }
});

describe("the attestations", () => {
    const short = (n: number) => `sha256:00000000000${n}…`;
    const told = (findings: readonly Finding<boolean>[]) =>
        ofAttestations("acme", new Map(findings.map((finding, n) => [digestOf(n + 1), finding])), TOKEN);

    it("have no verdict without digests", () => assert.deepEqual(told([]), []));

    it("are the cause for digests without one, not the cause for digests with one, and open for the others", () => {
        const [cause, fine, open, ...more] = told([
            { found: true },
            { found: false },
            { unread: "this" },
            { found: false },
            { unread: "that" },
        ]);
        assert.deepEqual([cause?.is, fine?.is, open?.is, more], ["cause", "fine", "open", []]);
        const none = "no provenance attestation that the token can see, and no githubRepository is given";
        assert.equal(cause?.says, `${short(2)}, ${short(4)} have ${none}`);
        assert.equal(fine?.says, `${short(1)} has an attestation`);
        assert.equal(open?.says, `${short(3)}, ${short(5)} have ${none}`);
        assert.ok(open?.is === "open" && open.why === "that");
        assert.ok(cause?.is === "cause" && !cause.explainsForbidden);
        assert.match(cause.fix, /^set githubRepository to the repository that built it, or attest the build\./);
    });

    it("are named for three digests, and counted for the others", () => {
        const [cause] = told(Array(5).fill({ found: false }));
        assert.match(cause?.says as string, /^sha256:000000000001…, .*3… and 2 more have no/);
    });
});

describe("the permission", () => {
    const told = (repositories: readonly string[] = [], accepted?: string, permission: "read" | "write" = "write") =>
        ofPermission({ org: "acme", permission, repositories, seen: "GitHub forbids it", accepted }, TOKEN);

    it("is missing on the named repositories, or else on those that built the artifacts", () => {
        assert.equal(told(["api"]).says, 'the token lacks "artifact-metadata: write" on acme/api');
        assert.match(
            told(["a", "b", "c", "d"], undefined, "read").says,
            /: read" on acme\/a, acme\/b, acme\/c and 1 more$/,
        );
        assert.match(told().says, / on the repositories that built the artifacts$/);
    });

    it("is deduced, and belongs to the credential", () => {
        assert.deepEqual([told().isDeduced, told().explainsForbidden], [true, true]);
    });

    it("is shown with the permissions that GitHub says the call needs", () => {
        assert.equal(told().seen, "GitHub forbids it");
        assert.equal(
            told([], "artifact_metadata=write; contents=read").seen,
            "GitHub forbids it, and the call needs artifact_metadata=write or contents=read",
        );
    });
});
