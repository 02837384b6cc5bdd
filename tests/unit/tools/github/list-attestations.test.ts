import assert from "node:assert/strict";
import { type GitHubOptions, type GitHubServer, startGitHub } from "../../../../tools/github/index";
import { type Answer, call } from "./conversation";
import { digestOf } from "./samples";

describe("The list of attestations", () => {
    const options: GitHubOptions = {
        organizations: {
            acme: {
                repositories: ["api", "web"],
                attestations: { [digestOf(1)]: "api", [digestOf(2)]: "web", [digestOf(3)]: "api" },
            },
        },
        tokens: { ghs_embedded: "write", reader: "read", web: { read: ["web"] }, nobody: "none" },
    };
    let server: GitHubServer;
    beforeEach(async () => {
        server = await startGitHub(options);
    });
    afterEach(() => server.close());

    const ask = (body: unknown, { query = "", token = "ghs_embedded", org = "acme" } = {}): Promise<Answer> =>
        call(server, "POST", `/orgs/${org}/attestations/bulk-list${query}`, { body, authorization: `token ${token}` });
    const digests = (...numbers: number[]) => ({ subject_digests: numbers.map(digestOf) });
    /** Whether each digest has an attestation. */
    const found = ({ body }: Answer): Record<string, boolean> =>
        Object.fromEntries(
            Object.entries(body.attestations_subject_digests).map(([digest, list]) => [
                Number.parseInt(digest.slice("sha256:".length), 16),
                list !== null,
            ]),
        );

    it("has the repository that attested an artifact", async () => {
        const repository = await call(server, "GET", "/repos/acme/web");
        const { status, body } = await ask(digests(2));
        assert.equal(status, 200);
        assert.deepEqual(body, {
            attestations_subject_digests: {
                [digestOf(2)]: [
                    {
                        bundle: {},
                        repository_id: repository.body.id,
                        bundle_url: `${server.url}/attestations/3000002/bundle`,
                    },
                ],
            },
            page_info: { has_next: false, has_previous: false },
        });
    });

    it("has null for an artifact without one", async () => {
        assert.deepEqual(found(await ask(digests(1, 9))), { 1: true, 9: false });
    });

    it("can leave out an artifact without one", async () => {
        await server.close();
        server = await startGitHub({ ...options, listUnattested: false });
        assert.deepEqual(found(await ask(digests(1, 9))), { 1: true });
    });

    const readers: [string, Record<string, boolean>][] = [
        ["reader", { 1: true, 2: true }],
        ["web", { 1: false, 2: true }],
        ["nobody", { 1: false, 2: false }],
    ];
    for (const [token, expected] of readers) {
        it(`has the attestations of repositories that the token may read: ${token}`, async () => {
            const answer = await ask(digests(1, 2), { token });
            assert.deepEqual([answer.status, found(answer)], [200, expected]);
        });
    }

    const types: [string, boolean][] = [
        ["provenance", true],
        ["https://slsa.dev/provenance/v1", true],
        ["sbom", false],
        ["release", false],
    ];
    for (const [predicate_type, expected] of types) {
        it(`has ${expected ? "all" : "no"} attestations for the type ${predicate_type}`, async () => {
            const answer = await ask({ ...digests(1), predicate_type });
            assert.deepEqual(found(answer), { 1: expected });
        });
    }

    it("comes in pages of attestations, each with null for all other digests", async () => {
        const first = await ask(digests(9, 3, 2, 1, 1), { query: "?per_page=2" });
        assert.deepEqual(found(first), { 1: true, 2: true, 3: false, 9: false });
        const { next, ...rest } = first.body.page_info;
        assert.deepEqual(rest, { has_next: true, has_previous: false });
        const second = await ask(digests(9, 3, 2, 1, 1), { query: `?per_page=2&after=${next}` });
        assert.deepEqual(found(second), { 1: false, 2: false, 3: true, 9: false });
        const back = await ask(digests(3, 2, 1), { query: `?per_page=1&before=${second.body.page_info.previous}` });
        assert.deepEqual(found(back), { 1: false, 2: true, 3: false });
    });

    it("has 30 attestations per page by default", async () => {
        const attestations = Object.fromEntries(Array.from({ length: 101 }, (_, index) => [digestOf(index), "api"]));
        await server.close();
        server = await startGitHub({ organizations: { acme: { repositories: ["api"], attestations } } });
        const all = { subject_digests: Object.keys(attestations) };
        for (const [query, expected] of [
            ["", 30],
            ["?per_page=100", 100],
        ] as const) {
            const { body } = await ask(all, { query });
            const listed = Object.values(body.attestations_subject_digests).filter((list) => list !== null);
            assert.deepEqual([listed.length, body.page_info.has_next], [expected, true]);
        }
    });

    const refused: [string, unknown, string, string][] = [
        ["missing digests", {}, "", "subject_digests"],
        ["an empty list of digests", digests(), "", "subject_digests"],
        ["more than 1,024 digests", digests(...Array(1025).keys()), "", "subject_digests"],
        ["an invalid digest", { subject_digests: ["latest"] }, "", "subject_digests[0]"],
        ["a predicate type that is not a string", { ...digests(1), predicate_type: 1 }, "", "predicate_type"],
        ["an unknown field", { ...digests(1), page: 2 }, "", "page"],
        ["a page size of 101", digests(1), "?per_page=101", "per_page"],
        ["a page size of 0", digests(1), "?per_page=0", "per_page"],
        ["an unknown parameter", digests(1), "?page=2", "page"],
        ["a cursor that no attestation has", digests(1), "?after=x", "after"],
        ["a backward cursor that no attestation has", digests(1), "?before=x", "before"],
        ["two directions", digests(1), "?before=x&after=x", "before"],
    ];
    for (const [what, body, query, field] of refused) {
        it(`refuses ${what}`, async () => {
            const answer = await ask(body, { query });
            assert.deepEqual([answer.status, answer.body.errors[0]?.field], [422, field]);
        });
    }

    it("accepts 1,024 digests", async () => {
        assert.equal((await ask(digests(...Array(1024).keys()))).status, 200);
    });

    it("refuses an unknown token, a user account and a body that is not JSON", async () => {
        const [unknown, user, text] = [
            await ask(digests(1), { token: "unknown" }),
            await ask(digests(1), { org: "octocat" }),
            await ask("{"),
        ];
        assert.deepEqual([unknown.status, user.status, user.body.message, text.status], [401, 404, "Not Found", 400]);
        const page = "https://docs.github.com/rest/orgs/attestations#list-attestations-by-bulk-subject-digests";
        assert.equal(user.body.documentation_url, page);
    });
});
