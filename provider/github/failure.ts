import type { Wait } from "./back-off";
import { Cancelled } from "./clock";
import type { ConnectionError } from "./connection-error";

/** What a failed call means, as far as the failure itself tells. */
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

/** What a failed try of a call means, and what to do about it. */
export interface Failure {
    readonly code: FailureCode;
    /** True where GitHub may have carried the call out. */
    readonly mayBeApplied: boolean;
    /** The seconds that GitHub asks to wait, if it does. */
    readonly asked?: number;
    /** The longest wait, in seconds, where GitHub asks for a longer one: the call is not made again. */
    readonly longest?: number;
    /** What to wait for before another try; absent where there is to be none. */
    readonly wait?: Wait;
}

/** The parts of Octokit's RequestError that are read here and in messages. */
export interface FailedRequest {
    readonly status: number;
    readonly message: string;
    /** Absent on an error that is none of a request's: a bug, or a key that cannot sign. */
    readonly request?: { readonly url: string };
    /** Absent where no whole reply came. */
    readonly response?: Response;
    /** What `fetch` threw: a `ConnectionError`, or what Octokit makes of it. */
    readonly cause?: Partial<ConnectionError>;
}

/** What GitHub answered, or who else was on the way. */
interface Response {
    readonly headers: Readonly<Record<string, string | undefined>>;
    readonly data: unknown;
}

/**
 * A call that failed, and is not tried again, with what that means. Calls that wait for one sign-in get the same error
 * from it: so each has one of its own. Octokit's sign-in looks at message, status and response.
 */
export class FailedCall extends Error {
    readonly status: number;
    readonly response: Response | undefined;
    /** What the last try failed with. */
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

/** What is known of a try besides its error. */
export interface Try {
    /** How many tries were made of the call, this one included. */
    readonly tried: number;
    /** False where the request was never handed to `fetch`. */
    readonly wasSent: boolean;
    /** The time in milliseconds since 1970. */
    readonly now: number;
    /** How many tries the call gets, the first one included. */
    readonly most: number;
    /** The longest wait, in seconds. A run that would wait longer gives up. */
    readonly longest: number;
    /** True while the app's token may be too new for all of GitHub to know it. */
    readonly isFresh: boolean;
}

/** How often a call is tried, the first time included. */
export const MOST_TRIES = 4;

/** GitHub's secondary limit without a time means a minute at least, and longer each time. */
const SECONDARY_WAIT = 60;

/** True for the URL of the call with which an app gets its token: of that, 404 says nothing of an artifact. */
export const isSignIn = (url: string): boolean => /\/app\/installations\/[^/]+\/access_tokens$/.test(url);

/**
 * Says what a failed try means, whether GitHub may have applied it, and how long to wait before another one. Undefined
 * for an error that is a bug. `n` counts the tries so far.
 *
 * | what came                                              | code                     | may be applied | wait                      |
 * |--------------------------------------------------------|--------------------------|----------------|---------------------------|
 * | an interruption before the try was sent                | `cancelled`              | no             | none                      |
 * | a failed sign-in, on behalf of another call            | that of the sign-in      | no             | none                      |
 * | a key that cannot sign                                 | `bad-credential`         | no             | none                      |
 * | no connection                                          | `unreachable`            | no             | n² s                      |
 * | no whole reply, or one of 2xx that is no JSON          | `unreachable`            | yes            | n² s                      |
 * | 5xx                                                    | `unavailable`            | yes            | as asked, n² s            |
 * | 403 or 429 with `retry-after`                          | `rate-limited`           | no             | as asked                  |
 * | 403 or 429 with `x-ratelimit-remaining: 0`             | `rate-limited`           | no             | until `x-ratelimit-reset` |
 * | 429, or 403 that tells of a rate limit, without either | `rate-limited`           | no             | 60 s, 120 s, 240 s        |
 * | 401, or any other 4xx to a sign-in                     | `bad-credential`         | no             | none; n² s while the app's token is new |
 * | 403                                                    | `forbidden`              | no             | none; n² s while the app's token is new |
 * | 404                                                    | `not-found`              | no             | none                      |
 * | 404 that is no JSON                                    | `unexpected-reply`       | yes            | none                      |
 * | anything else                                          | `invalid`                | no             | none                      |
 *
 * A call is not tried again where it would fail in the same way, such as a certificate that is not trusted, nor where GitHub
 * asks for a longer wait than the run allows.
 * https://docs.github.com/rest/using-the-rest-api/best-practices-for-using-the-rest-api#handle-rate-limit-errors-appropriately
 */
export function failureOf(error: unknown, attempt: Try): Failure | undefined {
    const { tried, wasSent, now, isFresh } = attempt;
    if (error instanceof Cancelled) return { code: "cancelled", mayBeApplied: false };
    // A sign-in, which has been tried again itself.
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

/** What another try would have to wait for, if it is worth one. */
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

/** What is read of an answer that asks to wait. */
interface Limit {
    readonly status: number;
    readonly message: string;
    readonly headers: Response["headers"];
}

/** The seconds that GitHub asks to wait, if it does. */
function askedWait({ status, message, headers }: Limit, tried: number, now: number): number | undefined {
    if (status !== 403 && status !== 429 && status < 500) return undefined;
    const retryAfter = secondsUntil(headers["retry-after"], now);
    if (retryAfter !== undefined || status >= 500) return retryAfter;
    const isSpent = headers["x-ratelimit-remaining"] === "0";
    const reset = Number(headers["x-ratelimit-reset"]);
    // A second more: to come on the second of the reset is too early.
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
