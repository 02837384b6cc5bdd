import assert from "node:assert/strict";
import { askedWait, waitAfter } from "../../../../provider/github/waits";

const NOW = Date.UTC(2026, 0, 1);
const inSeconds = (seconds: number): string => String(NOW / 1000 + seconds);

const failure = (status: number, headers: Record<string, string> = {}, message = "No.") => ({
    status,
    message,
    headers,
});
const SECONDARY = "You have exceeded a secondary rate limit. Please wait a few minutes";
const ABUSE = "You have triggered an abuse detection mechanism";

describe("what GitHub asks to wait", () => {
    for (const [what, failed, seconds] of [
        ["403 with retry-after", failure(403, { "retry-after": "42" }), 42],
        ["429 with retry-after", failure(429, { "retry-after": "42" }), 42],
        ["503 with retry-after", failure(503, { "retry-after": "42" }), 42],
        ["429 with retry-after of nothing", failure(429, { "retry-after": "0" }), 0],
        ["429 with a date", failure(429, { "retry-after": new Date(NOW + 90_000).toUTCString() }), 90],
        ["429 with a date that has passed", failure(429, { "retry-after": new Date(NOW - 1).toUTCString() }), 0],
        ["429 with words", failure(429, { "retry-after": "soon" }), 60],
        ["nothing left", failure(403, { "x-ratelimit-remaining": "0", "x-ratelimit-reset": inSeconds(30) }), 31],
        [
            "nothing left by 429",
            failure(429, { "x-ratelimit-remaining": "0", "x-ratelimit-reset": inSeconds(9.5) }),
            11,
        ],
        ["a reset in the past", failure(403, { "x-ratelimit-remaining": "0", "x-ratelimit-reset": inSeconds(-5) }), 1],
        ["nothing left, and no reset", failure(403, { "x-ratelimit-remaining": "0" }), 60],
        [
            "retry-after before the reset",
            failure(403, { "retry-after": "7", "x-ratelimit-remaining": "0", "x-ratelimit-reset": inSeconds(30) }),
            7,
        ],
        ["a secondary limit by its words alone", failure(403, {}, SECONDARY), 60],
        ["abuse detection by its words alone", failure(403, {}, ABUSE), 60],
        ["429 alone", failure(429), 60],
        [
            "403 with something left",
            failure(403, { "x-ratelimit-remaining": "1", "x-ratelimit-reset": "9" }),
            undefined,
        ],
        ["403 alone", failure(403), undefined],
        ["503 alone", failure(503), undefined],
        ["503 with nothing left", failure(503, { "x-ratelimit-remaining": "0" }), undefined],
        ["404 with retry-after", failure(404, { "retry-after": "42" }), undefined],
        ["422 that tells of a rate limit", failure(422, {}, SECONDARY), undefined],
        ["no answer", { status: 500, message: "rate limit" }, undefined],
    ] as const) {
        it(`is ${seconds === undefined ? "nothing" : `${seconds} s`} by ${what}`, () => {
            assert.equal(askedWait(failed, 1, NOW), seconds);
        });
    }

    it("gets longer each time where it gives no time", () => {
        assert.deepEqual(
            [1, 2, 3].map((tried) => askedWait(failure(429), tried, NOW)),
            [60, 120, 240],
        );
        assert.equal(askedWait(failure(429, { "retry-after": "5" }), 3, NOW), 5);
    });
});

describe("the wait after a call that failed", () => {
    it("is what GitHub asks, and says so", () => {
        assert.deepEqual(waitAfter(failure(429, { "retry-after": "42" }), 1, NOW), {
            seconds: 42,
            says: "GitHub asks to wait 42 s",
        });
    });

    it("grows from a second after a fault", () => {
        assert.deepEqual(
            [1, 2, 3].map((tried) => waitAfter(failure(502), tried, NOW)),
            [1, 4, 9].map((seconds) => ({ seconds, says: `GitHub has a fault (502): trying again in ${seconds} s` })),
        );
    });

    it("is the same where no answer came", () => {
        assert.deepEqual(waitAfter({ status: 500, message: "read ECONNRESET" }, 3, NOW), {
            seconds: 9,
            says: "GitHub is out of reach: trying again in 9 s",
        });
    });

    for (const status of [304, 400, 401, 403, 404, 410, 422, 451]) {
        it(`is none after ${status}`, () => assert.equal(waitAfter(failure(status), 1, NOW), undefined));
    }
});
