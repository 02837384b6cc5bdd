import type { Wait } from "./back-off";
import { Cancelled } from "./clock";
import type { ConnectionError } from "./connection-error";

/** What a failed call means, as far as the failure itself shows. */
export type FailureCode =
    | "bad-credential"
    | "forbidden"
    | "rate-limited"
    | "not-found"
    | "invalid"
    | "unexpected-reply"
    | "unavailable"
    | "unreachable"
    | "cancelled";

/** What a failed try of a call means, and what to do then. */
export interface Failure {
    readonly code: FailureCode;
    /** True if GitHub may have carried out the call. */
    readonly mayBeApplied: boolean;
    /** The number of seconds that GitHub asks to wait, if it does. */
    readonly asked?: number;
    /** The longest allowed wait, in seconds. Set if GitHub asks for a longer one; then the call is not retried. */
    readonly longest?: number;
    /** The wait before the next try. Absent if there is no other try. */
    readonly wait?: Wait;
}

/** The parts of Octokit's RequestError that are read here and in messages. */
export interface FailedRequest {
    readonly status: number;
    readonly message: string;
    /** Absent if the error does not come from a request: a bug, or a key that cannot sign. */
    readonly request?: { readonly url: string };
    /** Absent if no complete reply came. */
    readonly response?: Response;
    /** What `fetch` threw: a `ConnectionError`, or what Octokit makes from it. */
    readonly cause?: Partial<ConnectionError>;
}

/** The response of GitHub, or of something else on the way there. */
interface Response {
    readonly headers: Readonly<Record<string, string | undefined>>;
    readonly data: unknown;
}

/**
 * A call that failed and is not retried, and what that means. Calls that wait for one sign-in get the same error from it, so
 * each call wraps it in its own error. Octokit's sign-in reads the message, the status and the response.
 */
export class FailedCall extends Error {
    readonly status: number;
    readonly response: Response | undefined;
    /** The error of the last try. */
    readonly error: FailedRequest;

    constructor(
        readonly failure: Failure,
        error: unknown,
    ) {
        const last = error instanceof FailedCall ? error.error : (error as FailedRequest);
        super(last.message);
        this.error = last;
        this.status = last.status;
        this.response = last.response;
    }
}

/** What is known about a try in addition to its error. */
export interface Try {
    /** How many tries of the call were made, including this one. */
    readonly tried: number;
    /** False if the request was never passed to `fetch`. */
    readonly wasSent: boolean;
    /** The time in milliseconds since 1970. */
    readonly now: number;
    /** How many tries the call gets, including the first one. */
    readonly most: number;
    /** The longest wait, in seconds. A run that would wait longer gives up. */
    readonly longest: number;
    /** True while the app's token may be too new for all of GitHub to know it. */
    readonly isFresh: boolean;
}

/** How often a call is tried, including the first time. */
export const MOST_TRIES = 4;

/** If GitHub's secondary limit gives no time, the wait is at least a minute, and longer each time. */
const SECONDARY_WAIT = 60;

/** True for the URL of the call that gets an app its token. There, a 404 says nothing about an artifact. */
export const isSignIn = (url: string): boolean => /\/app\/installations\/[^/]+\/access_tokens$/.test(url);

/**
 * Says what a failed try means, whether GitHub may have applied it, and how long to wait before the next one. Undefined
 * for an error that is a bug. `n` is the number of tries so far.
 *
 * | what happened                                          | code                     | may be applied | wait                      |
 * |--------------------------------------------------------|--------------------------|----------------|---------------------------|
 * | an interruption before the try was sent                | `cancelled`              | no             | none                      |
 * | a failed sign-in, on behalf of another call            | that of the sign-in      | no             | none                      |
 * | a key that cannot sign                                 | `bad-credential`         | no             | none                      |
 * | no connection                                          | `unreachable`            | no             | n² s                      |
 * | no complete reply, or a 2xx reply that is not JSON     | `unreachable`            | yes            | n² s                      |
 * | 5xx                                                    | `unavailable`            | yes            | as asked, n² s            |
 * | 403 or 429 with `retry-after`                          | `rate-limited`           | no             | as asked                  |
 * | 403 or 429 with `x-ratelimit-remaining: 0`             | `rate-limited`           | no             | until `x-ratelimit-reset` |
 * | 429, or 403 that names a rate limit, without either    | `rate-limited`           | no             | 60 s, 120 s, 240 s        |
 * | 401, or any other 4xx to a sign-in                     | `bad-credential`         | no             | none; n² s while the app's token is new |
 * | 403                                                    | `forbidden`              | no             | none; n² s while the app's token is new |
 * | 404                                                    | `not-found`              | no             | none                      |
 * | 404 that is not JSON                                   | `unexpected-reply`       | yes            | none                      |
 * | anything else                                          | `invalid`                | no             | none                      |
 *
 * A call is not retried if it would fail in the same way, for example because a certificate is not trusted. It is also not
 * retried if GitHub asks for a longer wait than the run allows.
 * https://docs.github.com/rest/using-the-rest-api/best-practices-for-using-the-rest-api#handle-rate-limit-errors-appropriately
 */
export function failureOf(error: unknown, attempt: Try): Failure | undefined {
    const { tried, wasSent, now, isFresh } = attempt;
    if (error instanceof Cancelled) return { code: "cancelled", mayBeApplied: false };
    // The error of a sign-in, which has had its own retries.
    if (error instanceof FailedCall) return { ...error.failure, mayBeApplied: false };
    const { request, response, cause, status, message } = error as FailedRequest;
    if (request === undefined) return wasSent ? undefined : { code: "bad-credential", mayBeApplied: false };
    if (response === undefined) {
        const { mayBeApplied = true, final = false } = cause ?? {};
        return { code: "unreachable", mayBeApplied, ...(!final && waits(attempt, "cannot be reached")) };
    }
    const asked = askedWait({ status, message, headers: response.headers }, tried, now);
    if (status >= 500) {
        return { code: "unavailable", mayBeApplied: true, ...waits(attempt, `answered ${status}`, asked) };
    }
    if (asked !== undefined) return { code: "rate-limited", mayBeApplied: false, ...waits(attempt, "", asked) };
    if (isSignIn(request.url)) return { code: "bad-credential", mayBeApplied: false };
    const code = refusal(status, response.data);
    const isTooNew = isFresh && (status === 401 || status === 403);
    const again = isTooNew ? waits(attempt, `does not know the app's new token yet (${status})`) : {};
    return { code, mayBeApplied: code === "unexpected-reply", ...again };
}

/** The wait before another try, if there is one. */
function waits({ tried, most, longest }: Try, fault: string, asked?: number): Partial<Failure> {
    const seconds = asked ?? tried ** 2;
    const says = asked === undefined ? `GitHub ${fault}: retrying in ${seconds} s` : `GitHub asks to wait ${asked} s`;
    const isTooLong = asked !== undefined && asked > longest;
    const isWorthIt = tried < most && !isTooLong;
    return {
        ...(asked !== undefined && { asked }),
        ...(isTooLong && { longest }),
        ...(isWorthIt && { wait: { seconds, says } }),
    };
}

function refusal(status: number, data: unknown): FailureCode {
    if (status === 401) return "bad-credential";
    if (status === 403) return "forbidden";
    if (status !== 404) return "invalid";
    return typeof data === "object" ? "not-found" : "unexpected-reply";
}

/** What is read from a response that asks to wait. */
interface Limit {
    readonly status: number;
    readonly message: string;
    readonly headers: Response["headers"];
}

/** The number of seconds that GitHub asks to wait, if it does. */
function askedWait({ status, message, headers }: Limit, tried: number, now: number): number | undefined {
    if (status !== 403 && status !== 429 && status < 500) return undefined;
    const retryAfter = secondsUntil(headers["retry-after"], now);
    if (retryAfter !== undefined || status >= 500) return retryAfter;
    const isSpent = headers["x-ratelimit-remaining"] === "0";
    const reset = Number(headers["x-ratelimit-reset"]);
    // One second more, because a request in the second of the reset is too early.
    if (isSpent && Number.isFinite(reset)) return Math.max(0, Math.ceil(reset - now / 1000)) + 1;
    const isLimit = status === 429 || isSpent || /rate limit|abuse detection/i.test(message);
    return isLimit ? SECONDARY_WAIT * 2 ** (tried - 1) : undefined;
}

/** `retry-after` is a number of seconds or a date. */
function secondsUntil(text: string | undefined, now: number): number | undefined {
    if (text === undefined) return undefined;
    if (/^\d+$/.test(text.trim())) return Number(text);
    const date = Date.parse(text);
    return Number.isNaN(date) ? undefined : Math.max(0, Math.ceil((date - now) / 1000));
}
