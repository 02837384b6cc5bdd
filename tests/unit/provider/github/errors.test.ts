import assert from "node:assert/strict";
import { Cancelled } from "../../../../provider/github/cancelled";
import { ConnectionError } from "../../../../provider/github/connection-error";
import {
    type Call,
    GitHubError,
    mayBeApplied,
    missingCredential,
    orDropIt,
    toGitHubError,
    unexpectedReply,
} from "../../../../provider/github/errors";
import { FailedCall, type Failure, failureOf, MOST_TRIES } from "../../../../provider/github/failure";
import { digestOf } from "../../../support/record-sets";

const call = (parts: Partial<Call> = {}): Call => ({
    route: "POST /orgs/acme/artifacts/metadata/storage-record",
    org: "acme",
    artifacts: [{ digest: digestOf(1), github_repository: "api" }],
    access: "the token from GITHUB_TOKEN",
    ...parts,
});

const failure = (
    status: number,
    message = "No.",
    headers: Record<string, string> = {},
    url = "https://api.test/orgs",
) => Object.assign(new Error(message), { status, request: { url }, response: { headers, data: {} } });

/** What becomes of a call whose last try failed so. */
function failed(error: unknown, of: Call = call(), wasSent = true): GitHubError {
    const failure = failureOf(error, { tried: MOST_TRIES, wasSent, now: 0 });
    return toGitHubError(new FailedCall(failure as Failure, error), of) as GitHubError;
}

const means = (...parts: Parameters<typeof failure>) => failed(failure(...parts));

const SIGN_IN = "https://api.github.com/app/installations/2/access_tokens";
const SECONDARY = "You have exceeded a secondary rate limit";

describe("a status of GitHub", () => {
    for (const [what, error, code, advice] of [
        [
            "401",
            means(401),
            "bad-credential",
            /: the token from GITHUB_TOKEN is not valid: expired, revoked or mistyped/,
        ],
        [
            "403",
            means(403),
            "forbidden",
            /: the token from GITHUB_TOKEN may not do this\. It needs "artifact-metadata: w/,
        ],
        ["403 with retry-after", means(403, "No.", { "retry-after": "1" }), "rate-limited", /Try later$/],
        ["403 with nothing left", means(403, "No.", { "x-ratelimit-remaining": "0" }), "rate-limited", /Try later$/],
        ["403 with something left", means(403, "No.", { "x-ratelimit-remaining": "1" }), "forbidden", /may not do/],
        ["403 that says so", means(403, SECONDARY), "rate-limited", /limits the rate of calls/],
        ["429", means(429), "rate-limited", /Try later$/],
        ["404", means(404), "not-found", /it gives no reason; it is one of these:/],
        ["422", means(422), "invalid", /: it refused what was sent\. GitHub says: No\.$/],
        [
            "500",
            means(500),
            "unavailable",
            /: it had a fault, also after trying again\. GitHub says: No\.\. Try later$/,
        ],
        ["503", means(503), "unavailable", /Try later$/],
        [
            "401 at an app's sign-in",
            means(401, "No.", {}, SIGN_IN),
            "bad-credential",
            / the sign-in for .* got no token/,
        ],
        [
            "404 at an app's sign-in",
            means(404, "No.", {}, SIGN_IN),
            "bad-credential",
            /check its id, the installation's/,
        ],
        ["429 at an app's sign-in", means(429, "No.", {}, SIGN_IN), "rate-limited", /Try later$/],
        ["500 at an app's sign-in", means(500, "No.", {}, SIGN_IN), "unavailable", /Try later$/],
    ] as const) {
        it(`of ${what} means ${code}`, () => {
            assert.equal(error.code, code);
            assert.equal(error.status, Number(what.slice(0, 3)));
            assert.match(error.message, new RegExp(`^GitHub answered ${error.status} to `));
            assert.match(error.message, advice);
        });
    }

    it("is told with the route and the request's id, and keeps its cause", () => {
        const cause = failure(422, "Bad digest", { "x-github-request-id": "AB:12" });
        const error = failed(cause);
        assert.ok(error instanceof GitHubError);
        assert.equal(error.name, "GitHubError");
        assert.equal(error.cause, cause);
        assert.equal(
            error.message,
            "GitHub answered 422 to POST /orgs/acme/artifacts/metadata/storage-record (request AB:12): " +
                "it refused what was sent. GitHub says: Bad digest",
        );
    });

    it("is told with the start of a page, where GitHub or a proxy sent one", () => {
        const { message } = means(502, `<html>${"x".repeat(294)}y`);
        assert.ok(message.includes(`<html>${"x".repeat(293)}….`));
        assert.ok(means(502, `<html>${"x".repeat(294)}`).message.includes(`${"x".repeat(294)}.`));
    });

    it("of 403 asks for the permission that the call needs, on the repositories that were given", () => {
        const write = failed(failure(403)).message;
        assert.ok(
            write.includes('"artifact-metadata: write" on the repositories that built the artifacts (acme/api);'),
        );
        const read = failed(failure(403), call({ route: "GET /x", artifacts: [{ digest: digestOf(1) }] })).message;
        assert.ok(read.includes('"artifact-metadata: read" on the repositories that built the artifacts;'));
    });
});

describe("a 404", () => {
    const headers = { "x-github-request-id": "AB:12" };
    const lines = (artifacts: Call["artifacts"]) =>
        failed(failure(404, "no artifacts found", headers), call({ artifacts })).message.split("\n");

    const short = (n: number): string => `sha256:00000000000${n}…`;

    it("names all four of its causes, with what was sent", () => {
        assert.deepEqual(lines([{ digest: digestOf(1) }]), [
            "GitHub answered 404 to POST /orgs/acme/artifacts/metadata/storage-record (request AB:12): " +
                "it gives no reason; it is one of these:",
            '  1. "acme" is not an organization: it is a user account, or does not exist, or is out of reach;',
            '  2. the token from GITHUB_TOKEN lacks a permission. It needs "artifact-metadata: write" on the ' +
                "repositories that built the artifacts; a workflow's own token reaches only its own repository;",
            `  3. no provenance attestation exists for sha256:000000000001…, and no githubRepository was given in its place ` +
                "(none was given for 1 of them);",
            '  4. a githubRepository does not exist in "acme".',
            "GitHub says: no artifacts found",
        ]);
    });

    it("that is a page is not GitHub's, and sends to the base URL", () => {
        const page = Object.assign(failure(404, "page not found", headers), {
            response: { headers, data: "page not found" },
        });
        const { code, message } = failed(page);
        assert.equal(code, "unexpected-reply");
        assert.match(
            message,
            /not the answer of GitHub's API\. Is github:baseUrl right\?.* GitHub says: page not found/,
        );
    });

    it("names each digest and repository once, and of many the first three", () => {
        const artifacts = [1, 1, 2, 3, 4, 5].map((n) => ({ digest: digestOf(n), github_repository: `r${n}` }));
        const [, , permission, attestation, repository] = lines(artifacts);
        const repositories = "(acme/r1, acme/r2, acme/r3 and 2 more)";
        assert.ok(permission?.includes(`${repositories};`));
        assert.ok(attestation?.includes(`for ${[1, 2, 3].map(short).join(", ")} and 2 more, and no`));
        assert.ok(attestation?.endsWith("(one was given for each);"));
        assert.ok(repository?.endsWith(`does not exist in "acme" ${repositories}.`));
    });

    it("names three of each in full", () => {
        const artifacts = [1, 2, 3].map((n) => ({ digest: digestOf(n), github_repository: "api" }));
        const [, , , attestation, repository] = lines(artifacts);
        assert.ok(attestation?.includes(`for ${[1, 2, 3].map(short).join(", ")}, and no`));
        assert.ok(repository?.endsWith('in "acme" (acme/api).'));
    });
});

describe("a call that never got an answer", () => {
    const request = { url: "https://api.test/orgs" };

    it("says why, and that to repeat it does no harm", () => {
        const cause = Object.assign(new Error("read ECONNRESET"), { status: 500, request });
        const error = failed(cause);
        assert.deepEqual([error.code, error.status, error.cause], ["unreachable", undefined, cause]);
        assert.match(error.message, /^POST \/orgs.* did not reach GitHub, or its .*: read ECONNRESET\. Check/);
        assert.match(error.message, /also after trying again: .*github:baseUrl.*writing a record twice does no harm$/);
    });

    it("says what the connection advises, of another try only where there was one, and of an answer only if there may be one", () => {
        const told = (advice: string, final: boolean, mayBeApplied: boolean) => {
            const cause = new ConnectionError("the proxy refused", { advice, final, mayBeApplied });
            const error = failed(Object.assign(new Error(cause.message), { status: 500, request, cause }));
            assert.equal(error.mayBeApplied, mayBeApplied);
            return error.message;
        };
        const route = "POST /orgs/acme/artifacts/metadata/storage-record";
        const end = "Then run it again: writing a record twice does no harm";
        assert.equal(told("Ask it", true, false), `${route} did not reach GitHub: the proxy refused. Ask it. ${end}`);
        assert.equal(
            told("Why?", false, true),
            `${route} did not reach GitHub, or its answer did not come back, also after trying again: ` +
                `the proxy refused. Why? ${end}`,
        );
    });

    it("says so of a sign-in that got none", () => {
        const error = failed(Object.assign(new Error("read ECONNRESET"), { request: { url: SIGN_IN } }));
        assert.match(error.message, /^the sign-in for POST \/orgs.* did not reach GitHub/);
    });

    it("says that it was not sent where the app's key cannot sign", () => {
        const error = failed(new Error("Unsupported key usage"), call({ access: "the app 1" }), false);
        assert.deepEqual([error.code, error.status, error.mayBeApplied], ["bad-credential", undefined, false]);
        assert.equal(
            error.message,
            "POST /orgs/acme/artifacts/metadata/storage-record was not sent: the app 1 cannot sign in: Unsupported key " +
                "usage. Check its private key",
        );
    });
});

describe("an error that is a bug", () => {
    it("stays as it is, with its stack", () => {
        const bug = new TypeError("a bug");
        assert.equal(toGitHubError(bug, call()), bug);
    });
});

describe("a reply that is not what the API documents", () => {
    it("is told by its names and types, never by its values", () => {
        const headers = { "x-github-request-id": "AB:12" };
        const error = unexpectedReply({ status: 200, headers, data: { total_count: "hush" } }, call());
        assert.deepEqual([error.code, error.status, error.mayBeApplied], ["unexpected-reply", 200, true]);
        assert.equal(
            error.message,
            "GitHub answered 200 to POST /orgs/acme/artifacts/metadata/storage-record (request AB:12), but the reply is " +
                "not what its API documents, so what it recorded cannot be read from it: { total_count: text }. Is " +
                "github:baseUrl right? GitHub Enterprise Server has no artifact metadata. Run `pulumi up` again: writing " +
                "a record twice does no harm",
        );
    });

    it("may have no body and no headers, and records nothing where it was asked what is recorded", () => {
        const { message } = unexpectedReply({ status: 204, data: undefined }, call({ route: "GET /x" }));
        assert.match(
            message,
            /^GitHub answered 204 to GET \/x, but .* so the records cannot be read from it: nothing\. /,
        );
    });
});

describe("a missing credential", () => {
    it("names every place where one is looked for", () => {
        const { code, message } = missingCredential();
        assert.equal(code, "no-credential");
        const app = ["GITHUB_APP_ID", "GITHUB_APP_INSTALLATION_ID", "GITHUB_APP_PEM_FILE"];
        for (const place of ["github:token", "github:appAuth", "GITHUB_TOKEN", ...app])
            assert.ok(message.includes(place));
    });
});

describe("a call that was cancelled before it was sent", () => {
    it("is told as it is, and is not applied but where an earlier try of it may have been", () => {
        const error = failed(new Cancelled());
        assert.deepEqual([error.code, error.message], ["cancelled", new Cancelled().message]);
        assert.match(error.message, /^the call was cancelled before it was sent\. .*run `pulumi up` again$/);
        assert.equal(error.mayBeApplied, false);
        const tried = new FailedCall({ code: "cancelled", mayBeApplied: true }, new Cancelled());
        assert.equal((toGitHubError(tried, call()) as GitHubError).mayBeApplied, true);
    });
});

describe("whether GitHub may have carried out a call that failed", () => {
    for (const [what, error, answer] of [
        ["an answer that says no", new GitHubError("invalid", "no"), false],
        ["no answer", new GitHubError("unreachable", "no"), true],
        ["no answer to what was never sent", new GitHubError("unreachable", "no", { mayBeApplied: false }), false],
        ["a refusal after a try without an answer", new GitHubError("invalid", "no", { mayBeApplied: true }), true],
        ["a bug, which comes after an answer", new TypeError("no"), true],
    ] as const) {
        it(`is ${answer ? "possible" : "impossible"} after ${what}`, () => assert.equal(mayBeApplied(error), answer));
    }
});

describe("a record that cannot be retired", () => {
    it("passes on what failed for another reason", () => {
        for (const error of [new GitHubError("forbidden", "no"), new TypeError("no")]) {
            assert.throws(
                () => orDropIt(error),
                (thrown) => thrown === error,
            );
        }
    });

    it("comes with the way to drop it where GitHub does not find it", () => {
        const error = new GitHubError("not-found", "GitHub answered 404", { status: 404, mayBeApplied: true });
        assert.throws(
            () => orDropIt(error),
            (thrown: GitHubError) => {
                assert.match(thrown.message, /^GitHub answered 404\nTo drop the resource .*`pulumi state delete`/);
                assert.deepEqual([thrown.code, thrown.status, mayBeApplied(thrown)], ["not-found", 404, true]);
                assert.equal(thrown.cause, error);
                return true;
            },
        );
    });
});
