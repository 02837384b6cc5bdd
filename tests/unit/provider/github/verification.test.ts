import assert from "node:assert/strict";
import type { Access } from "../../../../provider/github/access";
import type { Evidence } from "../../../../provider/github/evidence";
import { type Declared, verify } from "../../../../provider/github/verification";
import { digestOf } from "../../../support/record-sets";

const TOKEN: Access = { says: "the token", unused: [], isKept: false, baseUrlIn: "GITHUB_BASE_URL" };

const artifact = (name: string, n: number, github_repository?: string) => ({
    prefix: `deployments["${name}"].`,
    digest: digestOf(n),
    github_repository,
});

const declared = (...artifacts: Declared["artifacts"]): Declared => ({ label: "acme/prod", org: "acme", artifacts });

const evidence = (parts: Partial<Evidence> = {}): Evidence => ({
    headers: {},
    organization: { found: { is: "in reach" } },
    repositories: new Map(),
    attestations: new Map(),
    ...parts,
});

/** The paths of the problems, and the warnings. */
function verified(of: Declared, parts: Partial<Evidence>) {
    const { problems, warnings } = verify(of, evidence(parts), TOKEN);
    for (const { reason } of problems)
        assert.match(reason, /^would be rejected: .*\.\n {2}Evidence: .*\n {2}To fix it, /);
    return { paths: problems.map(({ path }) => path), warnings };
}

describe("the verification before a write", () => {
    it("finds no problem if GitHub would record everything", () => {
        const fine = {
            repositories: new Map([["api", { found: { fullName: "acme/api", isReadOnly: false } }]]),
            attestations: new Map([[digestOf(2), { found: true }]]),
        };
        assert.deepEqual(verified(declared(artifact("a", 1, "api"), artifact("b", 2)), fine), {
            paths: [],
            warnings: [],
        });
    });

    it("reports a problem with its argument, the reason, the evidence and the fix", () => {
        const repositories = new Map([["api", { found: { fullName: "acme/web", isReadOnly: false } }]]);
        assert.deepEqual(verify(declared(artifact("a", 1, "api")), evidence({ repositories }), TOKEN), {
            problems: [
                {
                    path: 'deployments["a"].githubRepository',
                    reason:
                        "would be rejected: the repository acme/api is now acme/web.\n  Evidence: GET /repos/acme/api redirects " +
                        'there.\n  To fix it, set githubRepository to "web".',
                },
            ],
            warnings: [],
        });
    });

    it("finds problems of the organization and of the credential", () => {
        const parts: Partial<Evidence> = {
            headers: { "x-oauth-scopes": "gist" },
            organization: { found: { is: "user" } },
        };
        assert.deepEqual(verified(declared(artifact("a", 1, "api")), parts).paths, ["the credential", "org"]);
    });

    it("reports equal problems once, with their number", () => {
        const of = declared(artifact("a", 1, "api"), artifact("b", 2), artifact("c", 1, "api"), artifact("d", 3));
        const parts: Partial<Evidence> = {
            repositories: new Map([["api", { found: undefined }]]),
            attestations: new Map([
                [digestOf(2), { found: true }],
                [digestOf(3), { found: false }],
            ]),
        };
        assert.deepEqual(verified(of, parts).paths, [
            'deployments["a"].githubRepository (and 1 more)',
            'deployments["d"].githubRepository',
        ]);
    });

    it("names only the argument if there is one artifact", () => {
        const of = declared({ prefix: "", digest: digestOf(1) });
        const { paths } = verified(of, { attestations: new Map([[digestOf(1), { found: false }]]) });
        assert.deepEqual(paths, ["githubRepository"]);
    });

    it("warns with the resource's name if GitHub could not be asked", () => {
        const parts: Partial<Evidence> = {
            organization: { unread: "GET /orgs/acme answered 500" },
            repositories: new Map([["api", { unread: "GET /repos/acme/api answered 500" }]]),
            attestations: new Map([[digestOf(2), { unread: "it answered 500" }]]),
        };
        const { paths, warnings } = verified(declared(artifact("a", 1, "api"), artifact("b", 2)), parts);
        assert.deepEqual(paths, []);
        assert.deepEqual(warnings, [
            "acme/prod: org was not verified: GET /orgs/acme answered 500",
            'acme/prod: deployments["a"].githubRepository was not verified: GET /repos/acme/api answered 500',
            'acme/prod: deployments["b"].githubRepository was not verified: it answered 500',
        ]);
    });
});
