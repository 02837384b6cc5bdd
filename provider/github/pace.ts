import type { BackOff } from "./back-off";
import { FailedCall, failureOf, isSignIn, MOST_TRIES } from "./failure";

/** A request of Octokit, as its hooks get it. */
interface RequestOptions {
    readonly method: string;
    readonly url: string;
    readonly org?: unknown;
    /** The organization, in a read of a repository. */
    readonly owner?: unknown;
    /** The organization, in a read of an account. */
    readonly username?: unknown;
    request?: object;
}

/** The options that a call may set for the pace, in Octokit's `request`. */
interface CallOptions {
    /** How many tries it gets. With one, it also does not wait for a limit. Default: {@link MOST_TRIES}. */
    readonly tries?: number;
    /** How long it may take after it is sent. Default: as long as any call. */
    readonly seconds?: number | undefined;
}

/**
 * GitHub's secondary limit in its own unit: 900 points a minute. Of these, 100 may be spent at once.
 * https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api#about-secondary-rate-limits
 */
export const POINTS: Allowance = { burst: 100, perSecond: 900 / 60 };

/** The points of a call that reads. */
const READ = 1;

/** The points of a call that writes. */
export const WRITE = 5;

/** GitHub's limit is 100 for all clients of a user. */
const CALLS_AT_ONCE = 8;

/**
 * How long parts of GitHub may not know a new token of an app, in milliseconds. Until then they answer 401, or 403 as long as
 * they do not know its permissions. https://github.com/octokit/auth-app.js/issues/589
 */
const FRESH = 5_000;

/** The failure of a call that does not wait for a limit while other calls wait. */
const LIMITED = { code: "rate-limited", mayBeApplied: false } as const;

/** Limits how many calls run at once: https://www.npmjs.com/package/p-limit, loaded with Octokit. */
type Limit = (concurrency: number) => <Result>(work: () => Promise<Result>) => Promise<Result>;

/**
 * Keeps calls within GitHub's secondary limits, and retries calls that may succeed later. Each organization has its own budget
 * for reads and writes. Retries count, too. While GitHub has asked one call to wait, no call is sent. Each try gets its `fetch`
 * from here, so that it is known whether the request was sent.
 */
export function createPace(limit: Limit, backOff: BackOff, fetch: typeof globalThis.fetch, longest: number) {
    const { clock } = backOff;
    /** When the app's token was created. */
    let signedIn = Number.NEGATIVE_INFINITY;
    const shares = new Map<string, { readonly slot: ReturnType<Limit>; readonly budget: Budget }>();

    function shareOf({ org, owner, username }: RequestOptions) {
        // A sign-in has no organization, so it has its own share. It must not wait for the calls that wait for it.
        const key = String(org ?? owner ?? username ?? "").toLowerCase();
        const share = shares.get(key) ?? { slot: limit(CALLS_AT_ONCE), budget: new Budget(POINTS) };
        shares.set(key, share);
        return share;
    }

    /** Waits for a turn. A turn that comes while calls have to wait is lost: calls that waited together must not be sent together. */
    async function turn(budget: Budget, points: number): Promise<void> {
        do {
            await backOff.over();
            await clock.sleep(budget.take(clock.elapsed(), points));
        } while (backOff.isOn());
    }

    return async <Options extends RequestOptions, Reply>(
        request: (options: Options) => Reply | Promise<Reply>,
        options: Options,
    ): Promise<Reply> => {
        const { slot, budget } = shareOf(options);
        const points = options.method === "GET" ? READ : WRITE;
        const { tries: most = MOST_TRIES, seconds } = (options.request ?? {}) as CallOptions;
        let wasSent = false;
        const noted: typeof fetch = (input, init) => {
            wasSent = true;
            return fetch(
                input,
                seconds === undefined ? init : { ...init, signal: AbortSignal.timeout(seconds * 1000) },
            );
        };
        // Inner hooks get this same options object, whatever is passed to `request`.
        options.request = { ...options.request, fetch: noted };
        const attempt = async (tried: number, wasUnclear: boolean): Promise<Reply> => {
            wasSent = false;
            if (most === 1 && backOff.isOn()) throw new FailedCall(LIMITED, new Error("other calls wait for GitHub"));
            try {
                if (!isSignIn(options.url)) await turn(budget, points);
                const reply = await slot(async () => {
                    await backOff.over();
                    return request(options);
                });
                if (isSignIn(options.url)) signedIn = clock.elapsed();
                return reply;
            } catch (error) {
                const isFresh = clock.elapsed() - signedIn < FRESH;
                const failure = failureOf(error, { tried, wasSent, now: clock.now(), most, longest, isFresh });
                if (failure === undefined) throw error;
                const mayBeApplied = wasUnclear || failure.mayBeApplied;
                const { asked = 0, wait } = failure;
                if (failure.longest !== undefined) backOff.giveUp(asked, failure.longest);
                if (wait === undefined) throw new FailedCall({ ...failure, mayBeApplied }, error);
                backOff.hold(wait);
                return attempt(tried + 1, mayBeApplied);
            }
        };
        return attempt(1, false);
    };
}

/** How many points may be spent at once after a pause, and how many per second after that. */
export interface Allowance {
    readonly burst: number;
    readonly perSecond: number;
}

/** A token bucket. It fills over time, up to a burst, and each turn takes points from it. */
export class Budget {
    readonly #interval: number;
    readonly #burst: number;
    /** When the bucket is full again, in milliseconds. */
    #full = 0;

    constructor({ burst, perSecond }: Allowance) {
        this.#interval = 1000 / perSecond;
        this.#burst = burst;
    }

    /** Takes the next turn with enough points, and returns how many milliseconds to wait for it. */
    take(now: number, points: number): number {
        const turn = Math.max(now, this.#full - (this.#burst - points) * this.#interval);
        this.#full = Math.max(turn, this.#full) + points * this.#interval;
        return Math.round(turn - now);
    }
}
