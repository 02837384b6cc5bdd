import assert from "node:assert/strict";
import { Cancelled } from "../../../../provider/github/clock";
import { ConnectionError } from "../../../../provider/github/connection-error";
import { FailedCall, failureOf, MOST_TRIES, type Try } from "../../../../provider/github/failure";

const NOW = Date.UTC(2026, 0, 1);
const inSeconds = (seconds: number): string => String(NOW / 1000 + seconds);

const request = { url: "https://api.github.com/orgs/acme/artifacts/metadata/storage-record" };
const signIn = { url: "https://api.github.com/app/installations/2/access_tokens" };

const answered = (status: number, headers: Record<string, string> = {}, message = "No.", data: unknown = {}) => ({
    status,
    message,
    request,
    response: { headers, data },
});
const failureAfter = (error: unknown, tried = 1, wasSent = true, parts: Partial<Try> = {}) =>
    failureOf(error, { tried, wasSent, now: NOW, most: MOST_TRIES, longest: 900, isFresh: false, ...parts });

const SECONDARY = "You have exceeded a secondary rate limit. Please wait a few minutes";
const ABUSE = "You have triggered an abuse detection mechanism";

describe("the wait that GitHub asks for", () => {
    for (const [what, error, seconds] of [
        ["403 with retry-after", answered(403, { "retry-after": "42" }), 42],
        ["429 with retry-after", answered(429, { "retry-after": "42" }), 42],
        ["503 with retry-after", answered(503, { "retry-after": "42" }), 42],
        ["429 with a retry-after of 0", answered(429, { "retry-after": "0" }), 0],
        ["429 with a date", answered(429, { "retry-after": new Date(NOW + 90_000).toUTCString() }), 90],
        ["429 with a date that has passed", answered(429, { "retry-after": new Date(NOW - 1).toUTCString() }), 0],
        ["429 with words", answered(429, { "retry-after": "soon" }), 60],
        [
            "403 with no calls left",
            answered(403, { "x-ratelimit-remaining": "0", "x-ratelimit-reset": inSeconds(30) }),
            31,
        ],
        [
            "429 with no calls left",
            answered(429, { "x-ratelimit-remaining": "0", "x-ratelimit-reset": inSeconds(9.5) }),
            11,
        ],
        ["a reset in the past", answered(403, { "x-ratelimit-remaining": "0", "x-ratelimit-reset": inSeconds(-5) }), 1],
        ["403 with no calls left and no reset", answered(403, { "x-ratelimit-remaining": "0" }), 60],
        [
            "retry-after before the reset",
            answered(403, { "retry-after": "7", "x-ratelimit-remaining": "0", "x-ratelimit-reset": inSeconds(30) }),
            7,
        ],
        ["a 403 that only its text marks as a secondary limit", answered(403, {}, SECONDARY), 60],
        ["a 403 that only its text marks as abuse detection", answered(403, {}, ABUSE), 60],
        ["429 without headers", answered(429), 60],
        ["429 with calls left", answered(429, { "x-ratelimit-remaining": "1", "x-ratelimit-reset": "9" }), 60],
    ] as const) {
        it(`is ${seconds} s after ${what}`, () => {
            const { asked, wait } = failureAfter(error) ?? {};
            assert.deepEqual([asked, wait], [seconds, { seconds, says: `GitHub asks to wait ${seconds} s` }]);
        });
    }

    for (const [what, error] of [
        ["403 with calls left", answered(403, { "x-ratelimit-remaining": "1", "x-ratelimit-reset": "9" })],
        ["403 without headers", answered(403)],
        ["503 without headers", answered(503)],
        ["503 with no calls left", answered(503, { "x-ratelimit-remaining": "0", "x-ratelimit-reset": "9" })],
        ["404 with retry-after", answered(404, { "retry-after": "42" })],
        ["422 with the text of a rate limit", answered(422, {}, SECONDARY)],
        ["no answer", { status: 500, message: "rate limit", request }],
    ] as const) {
        it(`is not set after ${what}`, () => assert.equal(failureAfter(error)?.asked, undefined));
    }

    it("gets longer each time if GitHub gives no time", () => {
        const seconds = (headers: Record<string, string>) =>
            [1, 2, 3].map((tried) => failureAfter(answered(429, headers), tried)?.wait?.seconds);
        assert.deepEqual(seconds({}), [60, 120, 240]);
        assert.deepEqual(seconds({ "retry-after": "5" }), [5, 5, 5]);
    });

    it("ends the retries if it exceeds a run's longest wait", () => {
        assert.equal(failureAfter(answered(429, { "retry-after": "60" }), 1, true, { longest: 60 })?.wait?.seconds, 60);
        const { wait, longest } = failureAfter(answered(503, { "retry-after": "61" }), 1, true, { longest: 60 }) ?? {};
        assert.deepEqual([wait, longest], [undefined, 60]);
    });

    it("ends the retries if it exceeds 15 minutes, unless a run may wait longer", () => {
        assert.equal(
            failureAfter(answered(429, { "retry-after": "901" }), 1, true, { longest: 901 })?.wait?.seconds,
            901,
        );
        assert.equal(failureAfter(answered(429, { "retry-after": "900" }))?.wait?.seconds, 900);
        assert.deepEqual(failureAfter(answered(429, { "retry-after": "901" })), {
            code: "rate-limited",
            mayBeApplied: false,
            asked: 901,
            longest: 900,
        });
    });
});

describe("the wait after a call that failed", () => {
    it("starts at one second after a fault and grows up to the fourth try", () => {
        assert.deepEqual(
            [1, 2, 3, 4].map((tried) => failureAfter(answered(502), tried)?.wait),
            [
                ...[1, 4, 9].map((seconds) => ({
                    seconds,
                    says: `GitHub answered 502: retrying in ${seconds} s`,
                })),
                undefined,
            ],
        );
    });

    it("is the same if there was no answer", () => {
        assert.deepEqual(failureAfter({ status: 500, message: "read ECONNRESET", request }, 3)?.wait, {
            seconds: 9,
            says: "GitHub cannot be reached: retrying in 9 s",
        });
    });

    for (const status of [304, 400, 401, 403, 404, 410, 422, 451]) {
        it(`does not exist after ${status}`, () => assert.equal(failureAfter(answered(status))?.wait, undefined));
    }
});

describe("a call with only one try", () => {
    for (const error of [answered(429), answered(503), { status: 500, message: "read ECONNRESET", request }]) {
        it(`is not retried: ${"response" in error ? error.status : error.message}`, () => {
            assert.equal(failureAfter(error, 1, true, { most: 1 })?.wait, undefined);
        });
    }
});

describe("a refusal while the token of an app is new", () => {
    const fresh = (error: unknown, tried = 1) => failureAfter(error, tried, true, { isFresh: true });
    for (const [status, code] of [
        [401, "bad-credential"],
        [403, "forbidden"],
    ] as const) {
        it(`is retried: ${status}`, () => {
            const says = `GitHub does not know the app's new token yet (${status}): retrying in`;
            assert.deepEqual(fresh(answered(status)), {
                code,
                mayBeApplied: false,
                wait: { seconds: 1, says: `${says} 1 s` },
            });
            assert.deepEqual(fresh(answered(status), 2)?.wait, { seconds: 4, says: `${says} 4 s` });
            assert.equal(fresh(answered(status), MOST_TRIES)?.wait, undefined);
        });
    }

    it("that limits the rate is still a rate limit", () => {
        assert.equal(fresh(answered(403, { "retry-after": "42" }))?.code, "rate-limited");
        assert.deepEqual(fresh(answered(403, {}, SECONDARY))?.wait?.seconds, 60);
    });

    for (const [what, error] of [
        ["404", answered(404)],
        ["422", answered(422)],
        ["401 to a sign-in", { ...answered(401), request: signIn }],
    ] as const) {
        it(`is not retried after ${what}`, () => assert.equal(fresh(error)?.wait, undefined));
    }
});

describe("a failed try", () => {
    const connection = (final: boolean, mayBeApplied: boolean) => ({
        status: 500,
        message: "no",
        request,
        cause: new ConnectionError("no", { advice: "Ask", final, mayBeApplied }),
    });

    for (const [what, error, code, mayBeApplied, isTriedAgain] of [
        ["canceled before it was sent", new Cancelled(), "cancelled", false, false],
        ["without a connection", connection(false, false), "unreachable", false, true],
        ["with an untrusted certificate", connection(true, false), "unreachable", false, false],
        ["without a complete reply", connection(false, true), "unreachable", true, true],
        ["without a reason", { status: 500, message: "no", request }, "unreachable", true, true],
        ["with a fault", answered(500), "unavailable", true, true],
        ["with a fault that asks to wait", answered(503, { "retry-after": "7" }), "unavailable", true, true],
        ["with a limit", answered(429), "rate-limited", false, true],
        ["with 401", answered(401), "bad-credential", false, false],
        ["with 403", answered(403), "forbidden", false, false],
        ["with 404", answered(404), "not-found", false, false],
        ["with 404 and a page", answered(404, {}, "No.", "<html>"), "unexpected-reply", true, false],
        ["with 422", answered(422), "invalid", false, false],
        ["with 404 to a sign-in", { ...answered(404), request: signIn }, "bad-credential", false, false],
        ["with a fault to a sign-in", { ...answered(500), request: signIn }, "unavailable", true, true],
    ] as const) {
        it(`${what} is ${code}, ${mayBeApplied ? "may be" : "is not"} applied, and is ${isTriedAgain ? "" : "not "}retried`, () => {
            const failure = failureAfter(error);
            assert.deepEqual([failure?.code, failure?.mayBeApplied], [code, mayBeApplied]);
            assert.equal(failure?.wait !== undefined, isTriedAgain);
        });
    }

    it("fails like the failed sign-in before it, which had its own retries, and is not applied", () => {
        const last = { ...answered(503), request: signIn };
        const failure = { code: "unavailable", mayBeApplied: true, asked: 901 } as const;
        const error = new FailedCall(failure, last);
        assert.deepEqual(failureAfter(error, 1, false), { ...failure, mayBeApplied: false });
        assert.deepEqual([error.message, error.status, error.response], [last.message, 503, last.response]);
        assert.equal(new FailedCall(failure, error).error, last);
    });

    it("with an error that does not come from a request means a key that cannot sign, or a bug if the request was sent", () => {
        const error = new TypeError("no");
        assert.deepEqual(failureAfter(error, 1, false), { code: "bad-credential", mayBeApplied: false });
        assert.equal(failureAfter(error, 1, true), undefined);
    });
});
