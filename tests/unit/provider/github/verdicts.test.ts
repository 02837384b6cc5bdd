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

describe("the single sign-on of an organization", () => {
    const told = (header?: string) => ofSignOn("acme", { "x-github-sso": header }, TOKEN);

    it("is why where the answer requires it, with the URL where that is done", () => {
        const url = "https://github.com/orgs/acme/sso?authorization_request=A";
        const [cause, ...more] = told(`required; url=${url}`);
        assert.deepEqual([cause?.says, more], ['the token is not authorized for the single sign-on of "acme"', []]);
        assert.match(cause?.seen as string, /x-github-sso: required$/);
        assert.equal(cause?.fix, `authorize it at ${url}`);
        assert.equal(cause?.explainsForbidden, true);
    });

    it("is why without a URL, too", () => {
        assert.equal(told("required")[0]?.fix, "authorize it in the settings of your tokens");
    });

    for (const header of [undefined, "partial-results; organizations=1,2", ""]) {
        it(`is not why by ${header}`, () => assert.deepEqual(told(header), []));
    }
});

describe("the scopes of a classic token", () => {
    const told = (held?: string, accepted?: string) =>
        ofScopes({ "x-oauth-scopes": held, "x-accepted-oauth-scopes": accepted }, TOKEN);

    it("are why where none of those that are accepted is held", () => {
        const [cause, ...more] = told("read:org, gist", "repo, admin:org");
        assert.deepEqual([cause?.says, more], ["the token is a classic token without the scope repo or admin:org", []]);
        assert.match(cause?.seen as string, /x-oauth-scopes: read:org, gist$/);
        assert.match(cause?.fix as string, /fine-grained token or a GitHub App$/);
        assert.equal(cause?.explainsForbidden, true);
    });

    for (const [what, held, accepted] of [
        ["one of those is held", "gist, repo", "admin:org, repo"],
        ["none is told: it may be another kind of token", undefined, "repo"],
        ["they are empty, as of other tokens", "", "repo"],
        ["the call needs none", "gist", undefined],
        ["the call needs nothing of note", "gist", ""],
    ] as const) {
        it(`are not why where ${what}`, () => assert.deepEqual(told(held, accepted), []));
    }

    it("are to be what the calls of artifact metadata ask for", () => {
        assert.match(ofScopes({ "x-oauth-scopes": "gist", ...WANTED }, TOKEN)[0]?.says as string, /the scope repo$/);
        assert.deepEqual(ofScopes({ "x-oauth-scopes": "repo", ...WANTED }, TOKEN), []);
    });
});

describe("the organization", () => {
    const outOfReach = (headers = {}): Finding<Organization> => ({
        found: { is: "out of reach", how: "GET /orgs/acme answered 404", headers },
    });
    for (const [what, finding, is, says] of [
        ["is fine where it is in reach", { found: { is: "in reach" } }, "fine", /^"acme" is an organization$/],
        ["is why where it is a user", { found: { is: "user" } }, "cause", /^"acme" is a user account, /],
        ["is why where nobody has its name", { found: { is: "nobody" } }, "cause", /^there is no organization "acme"$/],
        ["is why where it is out of reach", outOfReach(), "cause", /the token cannot access the organization "acme"$/],
        [
            "is why where it requires single sign-on",
            outOfReach({ "x-github-sso": "required; url=https://x" }),
            "cause",
            /not authorized for the single sign-on of "acme"$/,
        ],
        [
            "may be why where it was not read",
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

    it("that nobody has may be at another GitHub", () => {
        const verdict = ofOrganization("acme", { found: { is: "nobody" } }, TOKEN);
        assert.ok(verdict.is === "cause");
        assert.match(verdict.fix, /^correct org, .*github-artifacts:baseUrl$/);
    });
});

describe("a repository", () => {
    const found = (fullName: string, isReadOnly = false): Finding<Repository> => ({ found: { fullName, isReadOnly } });
    for (const [what, finding, is, says, fix] of [
        ["is fine where it is there", found("acme/api"), "fine", /^acme\/api exists$/],
        ["is fine in another case", found("Acme/API"), "fine", /^acme\/api exists$/],
        ["is why where it is not there", { found: undefined }, "cause", /does not exist, or the token cannot see it$/],
        [
            "is why where it was renamed",
            found("acme/backend"),
            "cause",
            /is now acme\/backend$/,
            /^set githubRepository to "backend"$/,
        ],
        [
            "is why where it has moved",
            found("globex/api"),
            "cause",
            /has moved to globex\/api$/,
            /^record its artifacts in "globex", or name a repository of "acme"$/,
        ],
        [
            "is why where the user may only read it",
            found("acme/api", true),
            "cause",
            /^the user of the token can read acme\/api but cannot write to it$/,
            /the role Write/,
        ],
        ["may be why where it was not read", { unread: "that" }, "open", /does not exist, or the token cannot see it$/],
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

    it("say nothing of no digest", () => assert.deepEqual(told([]), []));

    it("are why for the digests without one, fine for those with one, and may be why for the others", () => {
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

    it("name three digests, and count the others", () => {
        const [cause] = told(Array(5).fill({ found: false }));
        assert.match(cause?.says as string, /^sha256:000000000001…, .*3… and 2 more have no/);
    });
});

describe("the permission", () => {
    const told = (repositories: readonly string[] = [], accepted?: string, permission: "read" | "write" = "write") =>
        ofPermission({ org: "acme", permission, repositories, seen: "GitHub forbids it", accepted }, TOKEN);

    it("is missing on the repositories that are named, or on those that built the artifacts", () => {
        assert.equal(told(["api"]).says, 'the token lacks "artifact-metadata: write" on acme/api');
        assert.match(
            told(["a", "b", "c", "d"], undefined, "read").says,
            /: read" on acme\/a, acme\/b, acme\/c and 1 more$/,
        );
        assert.match(told().says, / on the repositories that built the artifacts$/);
    });

    it("is deduced, and is one of the credential", () => {
        assert.deepEqual([told().isDeduced, told().explainsForbidden], [true, true]);
    });

    it("is shown by what GitHub tells that the call needs", () => {
        assert.equal(told().seen, "GitHub forbids it");
        assert.equal(
            told([], "artifact_metadata=write; contents=read").seen,
            "GitHub forbids it, and the call needs artifact_metadata=write or contents=read",
        );
    });
});
