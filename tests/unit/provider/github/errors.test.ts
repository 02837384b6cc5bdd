import assert from "node:assert/strict";
import type { Access } from "../../../../provider/github/access";
import { Cancelled } from "../../../../provider/github/clock";
import { ConnectionError } from "../../../../provider/github/connection-error";
import {
    type Call,
    GitHubError,
    mayBeApplied,
    missingCredential,
    orDropIt,
    refusalOf,
    toGitHubError,
    unexpectedReply,
} from "../../../../provider/github/errors";
import { FailedCall, type Failure, failureOf, MOST_TRIES } from "../../../../provider/github/failure";

const TOKEN: Access = { says: "the token from GITHUB_TOKEN", unused: [], isKept: false, baseUrlIn: "GITHUB_BASE_URL" };

const call = (parts: Partial<Call> = {}): Call => ({
    route: "POST /orgs/acme/artifacts/metadata/storage-record",
    access: TOKEN,
    ...parts,
});

const failure = (
    status: number,
    message = "No.",
    headers: Record<string, string> = {},
    url = "https://api.test/orgs",
) => Object.assign(new Error(message), { status, request: { url }, response: { headers, data: {} } });

/** Why GitHub refused a call, as a diagnosis says it. */
const WHY = ["the token lacks a scope.", "To fix it, give it that scope."];

/** A call that failed in its last try. */
function failedCall(error: unknown, wasSent = true): FailedCall {
    const last = { tried: MOST_TRIES, wasSent, now: 0, most: MOST_TRIES, longest: 900, isFresh: false };
    return new FailedCall(failureOf(error, last) as Failure, error);
}

/** The error that the failure becomes. */
const failed = (error: unknown, of: Call = call(), wasSent = true): GitHubError =>
    toGitHubError(failedCall(error, wasSent), of, WHY) as GitHubError;

const means = (...parts: Parameters<typeof failure>) => failed(failure(...parts));

const ROUTE = "POST /orgs/acme/artifacts/metadata/storage-record";
const SIGN_IN = "https://api.github.com/app/installations/2/access_tokens";
const SECONDARY = "You have exceeded a secondary rate limit";

describe("a GitHub status", () => {
    for (const [what, error, code, says] of [
        ["401", means(401), "bad-credential", /^the token from GITHUB_TOKEN is not valid: it has expired, was revoked/],
        ["403 with retry-after", means(403, "No.", { "retry-after": "1" }), "rate-limited", /Run it again later\.$/],
        [
            "403 with nothing left",
            means(403, "No.", { "x-ratelimit-remaining": "0" }),
            "rate-limited",
            /^the rate limit was reached, even after retries\.$/m,
        ],
        ["403 that says so", means(403, SECONDARY), "rate-limited", /^the rate limit was reached/],
        ["429", means(429), "rate-limited", /Run it again later\.$/],
        ["422", means(422), "invalid", /^the request was rejected\.$/],
        ["500", means(500), "unavailable", /^the server had an error, even after retries\.\nRun it again later\.$/],
        ["503", means(503), "unavailable", /^the server had an error/],
        [
            "401 at an app's sign-in",
            means(401, "No.", {}, SIGN_IN),
            "bad-credential",
            /did not get a token\.\nCheck the app's id/,
        ],
        [
            "404 at an app's sign-in",
            means(404, "No.", {}, SIGN_IN),
            "bad-credential",
            /did not get a token\.\nCheck the app's id/,
        ],
        ["429 at an app's sign-in", means(429, "No.", {}, SIGN_IN), "rate-limited", /^the rate limit was reached/],
        ["500 at an app's sign-in", means(500, "No.", {}, SIGN_IN), "unavailable", /^the server had an error/],
    ] as const) {
        it(`of ${what} means ${code}`, () => {
            const [first = "", ...rest] = error.message.split("\n  ");
            const isSignIn = what.endsWith("sign-in");
            const start = `GitHub answered ${what.slice(0, 3)} to ${isSignIn ? "the sign-in for " : ""}${ROUTE}: `;
            assert.deepEqual([error.code, error.status], [code, Number(what.slice(0, 3))]);
            assert.ok(first.startsWith(start), first);
            assert.match(rest.pop() as string, /^GitHub says: /);
            assert.match([first.slice(start.length), ...rest].join("\n"), says);
        });
    }

    it("is reported with the route and the request's id, and keeps its cause", () => {
        const cause = failure(422, "Bad digest", { "x-github-request-id": "AB:12" });
        const error = failed(cause);
        assert.ok(error instanceof GitHubError);
        assert.equal(error.name, "GitHubError");
        assert.equal(error.cause, cause);
        assert.equal(
            error.message,
            "GitHub answered 422 to POST /orgs/acme/artifacts/metadata/storage-record (request AB:12): " +
                "the request was rejected.\n  GitHub says: Bad digest",
        );
    });

    it("is reported with the start of a page if GitHub or a proxy sent one", () => {
        const { message } = means(502, `<html>${"x".repeat(294)}y`);
        assert.ok(message.endsWith(`<html>${"x".repeat(293)}…`));
        assert.ok(means(502, `<html>${"x".repeat(294)}`).message.endsWith(`<html>${"x".repeat(294)}`));
    });

    it("that asks for a longer wait than a run allows is reported with the setting for it", () => {
        const limited = { code: "rate-limited", mayBeApplied: false, asked: 901, longest: 900 } as const;
        const { message } = toGitHubError(new FailedCall(limited, failure(429)), call()) as GitHubError;
        assert.ok(
            message.endsWith(
                "the rate limit was reached, and GitHub asks to wait 901 s. A run waits at most 900 s " +
                    "(github-artifacts:maxWait).\n  Run it again after that time.\n  GitHub says: No.",
            ),
            message,
        );
    });
});

describe("a credential that GitHub refuses", () => {
    const kept = { ...TOKEN, isKept: true };
    const beside = { ...TOKEN, unused: ["github:token"] };

    it("is reported as kept in the state if Pulumi keeps it there, with the option to set another one", () => {
        const told = failed(failure(401), call({ access: kept })).message;
        assert.match(
            told,
            /\n {2}Pulumi keeps this credential in the state .*--run-program.*\n {2}GitHub says: No\.$/s,
        );
        assert.doesNotMatch(means(401).message, /state|--run-program/);
    });

    for (const [what, url] of [
        ["a token", undefined],
        ["an app's key", SIGN_IN],
    ] as const) {
        it(`is reported with other credentials that are set: ${what}`, () => {
            const told = failed(failure(401, "No.", {}, url), call({ access: beside })).message;
            assert.match(told, /\n {2}Also set, and not used: github:token\.\n {2}GitHub says: No\.$/);
            assert.doesNotMatch(means(401, "No.", {}, url).message, /not used/);
        });
    }
});

describe("a call that GitHub refused", () => {
    const page = (headers = {}) =>
        Object.assign(failure(404, "page not found"), { response: { headers, data: "page not found" } });

    for (const status of [403, 404]) {
        it(`with ${status} is reported with the reason first, and with GitHub's words and the request's id last`, () => {
            const { message } = means(status, "No  way", { "x-github-request-id": "AB:12" });
            assert.deepEqual(message.split("\n  "), [
                "GitHub refused it: the token lacks a scope.",
                "To fix it, give it that scope.",
                `GitHub answered ${status} to ${ROUTE} (request AB:12): No way`,
            ]);
        });
    }

    it("needs a diagnosis only if the status is 403 or 404 and comes from GitHub's API", () => {
        const refusal = (error: unknown) => refusalOf(failedCall(error));
        const headers = { "x-github-sso": "required" };
        assert.deepEqual(refusal(failure(403, "No.", headers)), { as: "forbidden", headers });
        assert.deepEqual(refusal(failure(404)), { as: "not-found", headers: {} });
        for (const status of [401, 422, 429, 500]) assert.equal(refusal(failure(status)), undefined);
        assert.equal(refusal(failure(403, SECONDARY)), undefined);
        assert.equal(refusal(failure(404, "No.", {}, SIGN_IN)), undefined);
        assert.equal(refusal(page()), undefined);
        const cut = Object.assign(new Error("cut"), { request: { url: "https://api.test" } });
        assert.equal(refusal(cut), undefined);
        assert.equal(refusalOf(new TypeError("a bug")), undefined);
    });

    it("with a page was not refused by GitHub's API, so the message points to the base URL", () => {
        const { code, message } = failed(page());
        assert.equal(code, "unexpected-reply");
        assert.match(
            message,
            /: this answer is not from GitHub's API\.\n {2}Check that GITHUB_BASE_URL is right\..*\n {2}GitHub says: page not found$/,
        );
    });
});

describe("a call without an answer", () => {
    const request = { url: "https://api.test/orgs" };

    it("says why, and that it does no harm to repeat it", () => {
        const cause = Object.assign(new Error("read ECONNRESET"), { status: 500, request });
        const error = failed(cause);
        assert.deepEqual([error.code, error.status, error.cause], ["unreachable", undefined, cause]);
        assert.match(
            error.message,
            /^POST \/orgs.* did not reach GitHub, or the answer .*: read ECONNRESET\.\n {2}Check/,
        );
        assert.match(error.message, /even after retries: .*GITHUB_BASE_URL\.\n.*does no harm\.$/s);
    });

    it("says what the connection advises, and mentions retries or a lost answer only if they are possible", () => {
        const told = (advice: string, final: boolean, mayBeApplied: boolean) => {
            const cause = new ConnectionError("the proxy refused", { advice, final, mayBeApplied });
            const error = failed(Object.assign(new Error(cause.message), { status: 500, request, cause }));
            assert.equal(error.mayBeApplied, mayBeApplied);
            return error.message;
        };
        const end = "Then run it again: writing a record twice does no harm.";
        assert.equal(
            told("Ask it", true, false),
            `${ROUTE} did not reach GitHub: the proxy refused.\n  Ask it.\n  ${end}`,
        );
        assert.equal(
            told("Why?", false, true),
            `${ROUTE} did not reach GitHub, or the answer was lost, even after retries: ` +
                `the proxy refused.\n  Why?\n  ${end}`,
        );
    });

    it("names the sign-in if that got no answer", () => {
        const error = failed(Object.assign(new Error("read ECONNRESET"), { request: { url: SIGN_IN } }));
        assert.match(error.message, /^the sign-in for POST \/orgs.* did not reach GitHub/);
    });

    it("says that it was not sent if the app's key cannot sign", () => {
        const error = failed(
            new Error("Unsupported key usage"),
            call({ access: { ...TOKEN, says: "the app 1" } }),
            false,
        );
        assert.deepEqual([error.code, error.status, error.mayBeApplied], ["bad-credential", undefined, false]);
        assert.equal(
            error.message,
            "POST /orgs/acme/artifacts/metadata/storage-record was not sent: the app 1 cannot sign in: Unsupported key " +
                "usage. Check its private key.",
        );
    });
});

describe("an error that is a bug", () => {
    it("is not changed, and keeps its stack", () => {
        const bug = new TypeError("a bug");
        assert.equal(toGitHubError(bug, call()), bug);
    });
});

describe("an undocumented reply", () => {
    it("is described by names and types, never by values", () => {
        const headers = { "x-github-request-id": "AB:12" };
        const error = unexpectedReply({ status: 200, headers, data: { total_count: "hush" } }, call());
        assert.deepEqual([error.code, error.status, error.mayBeApplied], ["unexpected-reply", 200, true]);
        assert.equal(
            error.message,
            "GitHub answered 200 to POST /orgs/acme/artifacts/metadata/storage-record (request AB:12), but the reply is " +
                "not what its API documents, so what it recorded cannot be read from it: { total_count: text }.\n  Check " +
                "that GITHUB_BASE_URL is right. GitHub Enterprise Server has no artifact metadata.\n  Run `pulumi up` again: " +
                "writing a record twice does no harm.",
        );
    });

    it("can have no body and no headers; for a read the message says that the records cannot be read", () => {
        const { message } = unexpectedReply({ status: 204, data: undefined }, call({ route: "GET /x" }));
        assert.match(
            message,
            /^GitHub answered 204 to GET \/x, but .* so the records cannot be read from it: nothing\.\n.*Then run it again\.$/s,
        );
    });
});

describe("a missing credential", () => {
    it("is reported with every place where a credential is looked up", () => {
        const { code, message } = missingCredential();
        assert.equal(code, "no-credential");
        const app = ["GITHUB_APP_ID", "GITHUB_APP_INSTALLATION_ID", "GITHUB_APP_PEM_FILE"];
        for (const place of ["github-artifacts:token", "github-artifacts:appAuth", "GITHUB_TOKEN", ...app])
            assert.ok(message.includes(place));
    });
});

describe("a call that was canceled before it was sent", () => {
    it("keeps its message, and may be applied only if an earlier try may have been", () => {
        const error = failed(new Cancelled());
        assert.deepEqual([error.code, error.message], ["cancelled", new Cancelled().message]);
        assert.match(error.message, /^the call was canceled before it was sent\. .*run `pulumi up` again$/);
        assert.equal(error.mayBeApplied, false);
        const tried = new FailedCall({ code: "cancelled", mayBeApplied: true }, new Cancelled());
        assert.equal((toGitHubError(tried, call()) as GitHubError).mayBeApplied, true);
    });
});

describe("a failed call", () => {
    for (const [what, error, answer] of [
        ["a refusal", new GitHubError("invalid", "no"), false],
        ["no answer", new GitHubError("unreachable", "no"), true],
        [
            "no answer to a call that was never sent",
            new GitHubError("unreachable", "no", { mayBeApplied: false }),
            false,
        ],
        ["a refusal after a try without an answer", new GitHubError("invalid", "no", { mayBeApplied: true }), true],
        ["a bug, which occurs after an answer", new TypeError("no"), true],
    ] as const) {
        it(`${answer ? "may" : "cannot"} have been applied after ${what}`, () =>
            assert.equal(mayBeApplied(error), answer));
    }
});

describe("the failure to retire a record", () => {
    it("is passed on if it has another reason", () => {
        for (const error of [new GitHubError("forbidden", "no"), new TypeError("no")]) {
            assert.throws(
                () => orDropIt(error),
                (thrown) => thrown === error,
            );
        }
    });

    it("is reported with the way to drop the record if GitHub does not find it", () => {
        const error = new GitHubError("not-found", "GitHub answered 404", { status: 404, mayBeApplied: true });
        assert.throws(
            () => orDropIt(error),
            (thrown: GitHubError) => {
                assert.match(thrown.message, /^GitHub answered 404\n {2}To drop the resource .*`pulumi state delete`/);
                assert.deepEqual([thrown.code, thrown.status, mayBeApplied(thrown)], ["not-found", 404, true]);
                assert.equal(thrown.cause, error);
                return true;
            },
        );
    });
});
