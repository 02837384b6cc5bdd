/**
 * Which failed calls are worth another try, and after how long.
 * Rules: https://docs.github.com/rest/using-the-rest-api/best-practices-for-using-the-rest-api#handle-rate-limit-errors-appropriately
 */

/** What is known of a failed call: without headers, no answer came. */
export interface Unanswered {
    readonly status: number;
    readonly message: string;
    readonly headers?: Readonly<Record<string, string | undefined>>;
}

/** How long to wait, in seconds, and how that is said to the person who waits. */
export interface Wait {
    readonly seconds: number;
    readonly says: string;
}

/** How often a call is tried, the first time included. */
export const MOST_TRIES = 4;

/** Longest wait that is waited out, in seconds. What takes longer is for a later run. */
export const LONGEST_WAIT = 900;

/** GitHub's secondary limit without a time means a minute at least, and longer each time. */
const SECONDARY_WAIT = 60;

/**
 * | what came                                              | wait                              |
 * |--------------------------------------------------------|-----------------------------------|
 * | 403, 429 or 5xx with `retry-after`                     | as long as it says                |
 * | 403 or 429 with `x-ratelimit-remaining: 0`             | until `x-ratelimit-reset`         |
 * | 429, or 403 that tells of a rate limit, without either | 60 s, 120 s, 240 s                |
 * | another 5xx, or no answer                              | 1 s, 4 s, 9 s                     |
 * | anything else                                          | none: it would fail the same way  |
 *
 * `tried` counts the tries so far; `now` is the time in milliseconds.
 */
export function waitAfter(failure: Unanswered, tried: number, now: number): Wait | undefined {
    const asked = askedWait(failure, tried, now);
    if (asked !== undefined) return { seconds: asked, says: `GitHub asks to wait ${asked} s` };
    if (failure.headers !== undefined && failure.status < 500) return undefined;
    const seconds = tried ** 2;
    const fault = failure.headers === undefined ? "is out of reach" : `has a fault (${failure.status})`;
    return { seconds, says: `GitHub ${fault}: trying again in ${seconds} s` };
}

/** The seconds that GitHub asks to wait, if it does. */
export function askedWait({ status, message, headers }: Unanswered, tried: number, now: number): number | undefined {
    if (headers === undefined || (status !== 403 && status !== 429 && status < 500)) return undefined;
    const retryAfter = secondsUntil(headers["retry-after"], now);
    if (retryAfter !== undefined || status >= 500) return retryAfter;
    if (headers["x-ratelimit-remaining"] === "0") {
        const reset = Number(headers["x-ratelimit-reset"]);
        // A second more: to come on the second of the reset is too early.
        if (Number.isFinite(reset)) return Math.max(0, Math.ceil(reset - now / 1000)) + 1;
    }
    const isLimit =
        status === 429 || headers["x-ratelimit-remaining"] === "0" || /rate limit|abuse detection/i.test(message);
    return isLimit ? SECONDARY_WAIT * 2 ** (tried - 1) : undefined;
}

/** `retry-after` is a number of seconds or a date. */
function secondsUntil(text: string | undefined, now: number): number | undefined {
    if (text === undefined) return undefined;
    if (/^\d+$/.test(text.trim())) return Number(text);
    const date = Date.parse(text);
    return Number.isNaN(date) ? undefined : Math.max(0, Math.ceil((date - now) / 1000));
}
