import assert from "node:assert/strict";
import { BackOff } from "../../../../provider/github/back-off";
import { createFetch } from "../../../../provider/github/connection";
import type { Finding, Subject } from "../../../../provider/github/evidence";
import { FailedCall } from "../../../../provider/github/failure";
import { AFTER_A_REFUSAL, BEFORE_A_WRITE, Looks, type Memory } from "../../../../provider/github/looks";
import { createOctokit } from "../../../../provider/github/octokit";
import { handClock, instantClock } from "../../../support/clocks";
import { ACME, answering, type Routes, refused, routeOf } from "../../../support/github-routes";
import { digestOf } from "../../../support/record-sets";
import { scriptedFetch } from "../../../support/scripted-fetch";
import { settingsWith } from "../../../support/settings";

const settings = settingsWith({ credential: { kind: "token", token: "hush", source: "GITHUB_TOKEN" } });

/** Looks at a GitHub with these routes, and the requests that it got. */
async function startLooks(routes: Routes, patience = AFTER_A_REFUSAL, backOff = new BackOff(instantClock(), () => {})) {
    const { fetch, requests } = scriptedFetch(answering({ ...ACME, ...routes }));
    const octokit = await createOctokit(settings, backOff, fetch);
    const memory: Memory = new Map();
    const asked = () => requests.map(routeOf);
    return { looks: new Looks(octokit, memory, patience), requests, asked, octokit, memory };
}

const subject = (parts: Partial<Subject> = {}): Subject => ({
    org: "acme",
    artifacts: [{ digest: digestOf(1), github_repository: "api" }, { digest: digestOf(2) }],
    ...parts,
});

const named = (...names: readonly string[]): Subject =>
    subject({ artifacts: names.map((name, n) => ({ digest: digestOf(n), github_repository: name })) });

const unnamed = (...numbers: readonly number[]): Subject =>
    subject({ artifacts: numbers.map((n) => ({ digest: digestOf(n) })) });

const numbers = (count: number): number[] => Array.from({ length: count }, (_, n) => n + 1);

/** Why something was not read. */
const whyUnread = (finding: Finding<unknown> | undefined): string => {
    assert.ok(finding !== undefined && "unread" in finding, JSON.stringify(finding));
    return finding.unread;
};

const USER = "GET /users/acme";
const ORG = "GET /orgs/acme";
const API = "GET /repos/acme/api";
const BULK = "POST /orgs/acme/attestations/bulk-list";

describe("the reads about a subject", () => {
    for (const [what, of, routes, asked] of [
        ["everything", subject(), {}, [USER, ORG, BULK, API]],
        ["no attestations if each artifact has a repository", named("api", "api"), {}, [USER, ORG, API]],
        ["no repository if none is named", unnamed(1, 1), {}, [USER, ORG, BULK]],
        ["only the organization if there are no artifacts", subject({ artifacts: [] }), {}, [USER, ORG]],
        ["nothing more if the name is a user", subject(), { [USER]: { json: { type: "User" } } }, [USER]],
        ["nothing more if nobody has the name", subject(), { [USER]: refused(404) }, [USER]],
        ["everything if the name could not be read", subject(), { [USER]: refused(500) }, [USER, ORG, BULK, API]],
        [
            "everything if the name is of an unknown kind",
            subject(),
            { [USER]: { json: { type: "Bot" } } },
            [USER, ORG, BULK, API],
        ],
    ] as const) {
        it(`include ${what}`, async () => {
            const looks = await startLooks(routes);
            await looks.looks.lookInto(of);
            assert.deepEqual(looks.asked().sort(), [...asked].sort());
        });
    }

    it("ask for provenance attestations, once for each digest", async () => {
        const { looks, requests } = await startLooks({});
        await looks.lookInto(unnamed(1, 2, 1));
        const bulk = requests.find((request) => routeOf(request) === BULK);
        assert.deepEqual(bulk?.body, {
            subject_digests: [digestOf(1), digestOf(2)],
            predicate_type: "provenance",
        });
        assert.equal(new URL(bulk?.url as string).searchParams.get("per_page"), "100");
    });
});

describe("the finding about an organization", () => {
    for (const [what, routes, organization] of [
        ["accessible", {}, { found: { is: "in reach" } }],
        ["a user", { [USER]: { json: { type: "User" } } }, { found: { is: "user" } }],
        ["nobody", { [USER]: refused(404) }, { found: { is: "nobody" } }],
        [
            "not accessible after a 404",
            { [ORG]: refused(404) },
            { found: { is: "out of reach", how: "GET /orgs/acme answered 404", headers: {} } },
        ],
        [
            "not read because of a fault",
            { [ORG]: refused(500, "Oops") },
            { unread: "GET /orgs/acme answered 500: Oops" },
        ],
    ] as const) {
        it(`is: ${what}`, async () => {
            const { looks } = await startLooks(routes);
            assert.deepEqual((await looks.lookInto(subject())).organization, organization);
        });
    }

    it("is that it is not accessible after a 403, with the headers of the answer", async () => {
        const { looks } = await startLooks({ [ORG]: refused(403, "Protected", { "x-github-sso": "required" }) });
        const { organization } = await looks.lookInto(subject());
        assert.ok("found" in organization && organization.found.is === "out of reach");
        assert.equal(organization.found.how, "GET /orgs/acme answered 403: Protected");
        assert.equal(organization.found.headers["x-github-sso"], "required");
    });

    it("comes with the headers for the credential's scopes if the name could be read", async () => {
        const headers = { "x-oauth-scopes": "read:org" };
        const told = await startLooks({ [USER]: { json: { type: "Organization" }, headers } });
        assert.equal((await told.looks.lookInto(subject())).headers["x-oauth-scopes"], "read:org");
        const untold = await startLooks({ [USER]: refused(500, "No.", headers) });
        assert.deepEqual((await untold.looks.lookInto(subject())).headers, {});
    });
});

describe("the finding about a repository", () => {
    const found = async (answer: Routes[string]) => {
        const { looks } = await startLooks({ [API]: answer });
        return (await looks.lookInto(named("api"))).repositories.get("api");
    };

    it("is its full name on GitHub", async () => {
        const full_name = "globex/backend";
        assert.deepEqual(await found({ json: { full_name } }), { found: { fullName: full_name, isReadOnly: false } });
    });

    it("is that it was not read if the reply is not GitHub's", async () => {
        for (const json of [{}, { full_name: 1 }, null])
            assert.match(whyUnread(await found({ json })), /got no answer/);
    });

    it("is that it does not exist or cannot be seen", async () => {
        assert.deepEqual(await found(refused(404)), { found: undefined });
    });

    for (const [permissions, isReadOnly] of [
        [{ pull: true, push: false }, true],
        [{ pull: true, push: true }, false],
        [{ pull: false, push: false }, false],
        [{ pull: true }, false],
        [undefined, false],
    ] as const) {
        it(`is that it is ${isReadOnly ? "" : "not "}read-only with the permissions ${JSON.stringify(permissions)}`, async () => {
            const finding = await found({ json: { full_name: "acme/api", permissions } });
            assert.deepEqual(finding, { found: { fullName: "acme/api", isReadOnly } });
        });
    }

    it("is listed under each name that was given", async () => {
        const { looks } = await startLooks({ "GET /repos/acme/web": refused(404) });
        const { repositories } = await looks.lookInto(named("web", "api", "web"));
        assert.deepEqual(Object.fromEntries(repositories), {
            web: { found: undefined },
            api: { found: { fullName: "acme/api", isReadOnly: false } },
        });
    });
});

describe("the findings about attestations", () => {
    /** A page that lists one attestation for each of some digests. */
    const page = (attested: readonly number[], page_info?: { has_next?: boolean; next?: string }) => ({
        json: {
            attestations_subject_digests: Object.fromEntries(attested.map((n) => [digestOf(n), [{ bundle: {} }]])),
            page_info,
        },
    });
    const more = (attested: readonly number[], next: string) => page(attested, { has_next: true, next });

    async function listed(patience: typeof AFTER_A_REFUSAL, of: Subject, ...pages: readonly Routes[string][]) {
        const { looks, requests } = await startLooks({ [BULK]: pages.flat() }, patience);
        const { attestations } = await looks.lookInto(of);
        const bulk = requests.filter((request) => routeOf(request) === BULK);
        return { findings: [...attestations.values()], keys: [...attestations.keys()], bulk };
    }

    const yes = { found: true };
    const no = { found: false };

    it("say which digests have one", async () => {
        const { findings, keys } = await listed(AFTER_A_REFUSAL, unnamed(1, 2), page([2]));
        assert.deepEqual(
            [keys, findings],
            [
                [digestOf(1), digestOf(2)],
                [no, yes],
            ],
        );
    });

    for (const [what, answer] of [
        ["404", refused(404)],
        ["an empty reply", { json: {} }],
        ["empty lists", { json: { attestations_subject_digests: { [digestOf(1)]: [], [digestOf(2)]: null } } }],
    ] as const) {
        it(`say that no digest has one after ${what}`, async () => {
            assert.deepEqual((await listed(AFTER_A_REFUSAL, unnamed(1, 2), answer)).findings, [no, no]);
        });
    }

    it("come from several pages, each starting where the last one ended", async () => {
        const pages = [more([1], "b"), more([], "c"), page([3], { has_next: false })];
        const { findings, bulk } = await listed(BEFORE_A_WRITE, unnamed(1, 2, 3), ...pages);
        assert.deepEqual(findings, [yes, no, yes]);
        assert.deepEqual(
            bulk.map(({ url }) => new URL(url).searchParams.get("after")),
            [null, "b", "c"],
        );
    });

    it("need no further page once each digest has one, or if GitHub does not say where to continue", async () => {
        const all = await listed(BEFORE_A_WRITE, unnamed(1, 2), more([1, 2], "b"));
        assert.deepEqual([all.findings, all.bulk.length], [[yes, yes], 1]);
        const lost = await listed(BEFORE_A_WRITE, unnamed(1, 2), page([1], { has_next: true }));
        assert.deepEqual([lost.findings, lost.bulk.length], [[yes, no], 1]);
    });

    for (const [what, patience, most] of [
        ["after a refusal", AFTER_A_REFUSAL, 1],
        ["before a write", BEFORE_A_WRITE, 30],
    ] as const) {
        it(`end at page ${most} ${what}, and the rest is unknown`, async () => {
            const { findings, bulk } = await listed(patience, unnamed(1, 2), more([2], "b"));
            assert.deepEqual(findings, [{ unread: `${BULK} has more pages than were read` }, yes]);
            assert.equal(bulk.length, most);
        });
    }

    it("come from calls with at most 1,024 digests", async () => {
        const { bulk, findings } = await listed(BEFORE_A_WRITE, unnamed(...numbers(1025)), page([1, 1025]));
        assert.deepEqual(
            bulk.map(({ body }) => (body as { subject_digests: string[] }).subject_digests.length),
            [1024, 1],
        );
        assert.deepEqual([findings[0], findings[1], findings[1024]], [yes, no, yes]);
    });

    it("say for each digest why nothing is known", async () => {
        const { findings } = await listed(AFTER_A_REFUSAL, unnamed(1, 2), refused(403, "Not for you"));
        assert.deepEqual(findings, Array(2).fill({ unread: `${BULK} answered 403: Not for you` }));
    });
});

describe("a failed read", () => {
    const reset = new TypeError("fetch failed", { cause: new Error("read ECONNRESET") });
    for (const [what, answer, says] of [
        ["a fault", refused(500, "Oops"), "answered 500: Oops"],
        ["a refusal", refused(403, "Not for you"), "answered 403: Not for you"],
        ["a refused credential", refused(401, "Bad credentials"), "answered 401: Bad credentials"],
        ["a long answer, which is cut", refused(500, "x".repeat(200)), `answered 500: ${"x".repeat(119)}…`],
        ["no answer", reset, "got no answer: read ECONNRESET"],
    ] as const) {
        it(`is reported with ${what}, and is not retried`, async () => {
            const { looks, asked } = await startLooks({ [API]: answer });
            const { repositories } = await looks.lookInto(named("api"));
            assert.equal(whyUnread(repositories.get("api")), `${API} ${says}`);
            assert.equal(asked().filter((route) => route === API).length, 1);
        });
    }

    it("is reported if the call is canceled", async () => {
        const backOff = new BackOff(instantClock(), () => {}, AbortSignal.abort());
        const { looks, asked } = await startLooks({}, AFTER_A_REFUSAL, backOff);
        const { organization } = await looks.lookInto(subject());
        assert.match(whyUnread(organization), /^GET \/orgs\/acme got no answer: the call was canceled/);
        assert.deepEqual(asked(), []);
    });

    it("is reported if other calls wait for GitHub", async () => {
        const backOff = new BackOff(handClock().clock, () => {});
        backOff.hold({ seconds: 60, says: "" });
        const { looks, asked } = await startLooks({}, AFTER_A_REFUSAL, backOff);
        const { organization } = await looks.lookInto(subject());
        assert.equal(whyUnread(organization), "GET /orgs/acme got no answer: other calls wait for GitHub");
        assert.deepEqual(asked(), []);
    });

    it("is reported if it takes too long", async () => {
        const never: typeof fetch = (_, init) =>
            new Promise((_, reject) => {
                init?.signal?.addEventListener("abort", () => reject(new Error("late")));
            });
        const backOff = new BackOff(instantClock(), () => {});
        const octokit = await createOctokit(settings, backOff, createFetch({}, { fetch: never }));
        const looks = new Looks(octokit, new Map(), { ...AFTER_A_REFUSAL, seconds: 0.01 });
        const { organization } = await looks.lookInto(subject({ artifacts: [] }));
        assert.equal(whyUnread(organization), "GET /orgs/acme got no answer: no complete reply in time");
    });

    it("is repeated later, even if the reply was not GitHub's", async () => {
        const { looks } = await startLooks({ [USER]: [{ json: { type: "Bot" } }, { json: { type: "User" } }] });
        assert.deepEqual((await looks.lookInto(subject())).organization, { found: { is: "in reach" } });
        assert.deepEqual((await looks.lookInto(subject())).organization, { found: { is: "user" } });
    });

    it("is quoted without its period, so that it fits into a sentence", async () => {
        const { looks } = await startLooks({ [ORG]: refused(500, "Try later.") });
        assert.equal(
            whyUnread((await looks.lookInto(subject())).organization),
            "GET /orgs/acme answered 500: Try later",
        );
    });
});

describe("the reads of a process", () => {
    it("are limited to three repositories of a subject after a refusal", async () => {
        const { looks, asked } = await startLooks({});
        const { repositories } = await looks.lookInto(named("a", "b", "c", "d", "a"));
        assert.equal(whyUnread(repositories.get("d")), "only the first 3 repositories are checked");
        assert.deepEqual(asked().length, 5);
    });

    it("are limited to six after refusals, and earlier findings are still used", async () => {
        const { looks, asked } = await startLooks({});
        const of = subject({ artifacts: [...named("a", "b", "api").artifacts, ...unnamed(9).artifacts] });
        await looks.lookInto(of);
        assert.equal(asked().length, 6);
        const { organization, repositories } = await looks.lookInto(named("web", "api"));
        assert.deepEqual(organization, { found: { is: "in reach" } });
        assert.deepEqual(repositories.get("api"), { found: { fullName: "acme/api", isReadOnly: false } });
        assert.equal(
            whyUnread(repositories.get("web")),
            "GET /repos/acme/web was not sent: the limit of 6 reads was reached",
        );
        const other = await looks.lookInto({ org: "globex", artifacts: [] });
        assert.equal(whyUnread(other.organization), "GET /orgs/globex was not sent: the limit of 6 reads was reached");
        assert.equal(asked().length, 6);
    });

    it("have no limit before a write", async () => {
        const { looks, asked } = await startLooks({}, BEFORE_A_WRITE);
        await looks.lookInto(named(...numbers(20).map((n) => `r${n}`)));
        assert.equal(asked().length, 22);
    });

    it("are made once, even for simultaneous subjects, in any case of a name", async () => {
        const { looks, asked, octokit, memory } = await startLooks({});
        const loud = subject({ org: "ACME", artifacts: [{ digest: digestOf(1), github_repository: "API" }] });
        const [one, two] = await Promise.all([looks.lookInto(subject()), looks.lookInto(loud)]);
        assert.deepEqual(one.organization, two.organization);
        assert.deepEqual(two.repositories.get("API"), one.repositories.get("api"));
        assert.equal(asked().length, 4);
        await new Looks(octokit, memory, BEFORE_A_WRITE).lookInto(subject());
        assert.equal(asked().length, 4);
    });

    it("are repeated if they got no answer", async () => {
        const { looks, asked } = await startLooks({ [API]: [refused(500), ACME[API] as object] });
        const read = async () => (await looks.lookInto(named("api"))).repositories.get("api");
        assert.match(whyUnread(await read()), /answered 500/);
        assert.deepEqual(await read(), { found: { fullName: "acme/api", isReadOnly: false } });
        assert.deepEqual(asked(), [USER, ORG, API, API]);
    });
});

describe("a read before a write", () => {
    it("is retried once", async () => {
        const { looks, asked } = await startLooks({ [API]: refused(500) }, BEFORE_A_WRITE);
        const { repositories } = await looks.lookInto(named("api"));
        assert.match(whyUnread(repositories.get("api")), /answered 500/);
        assert.equal(asked().filter((route) => route === API).length, 2);
    });

    for (const route of [USER, ORG, API, BULK]) {
        it(`stops everything if GitHub refuses the credential: ${route}`, async () => {
            const { looks } = await startLooks({ [route]: refused(401, "Bad credentials") }, BEFORE_A_WRITE);
            await assert.rejects(looks.lookInto(subject()), (error) => {
                assert.ok(error instanceof FailedCall);
                assert.deepEqual([error.failure.code, error.message], ["bad-credential", "Bad credentials"]);
                return true;
            });
        });
    }
});
