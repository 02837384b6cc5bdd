import type { BackOff } from "./back-off";
import { type Allowance, Budget } from "./budget";
import { FailedCall, failureOf, isSignIn, LONGEST_WAIT } from "./failure";

/** A request of Octokit, as its hooks see it. */
interface RequestOptions {
    readonly method: string;
    readonly url: string;
    readonly org?: unknown;
    request?: object;
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

/** Runs work as soon as less than so many others run: https://www.npmjs.com/package/p-limit, loaded with Octokit. */
type Limit = (concurrency: number) => <Result>(work: () => Promise<Result>) => Promise<Result>;

/**
 * Keeps calls within GitHub's secondary limits, and tries again what may succeed later. Each organization has a budget of
 * its own, for reads and writes. What is tried again counts as well, and no call leaves while one has been asked to wait.
 * Each try gets `fetch` from here, so that it is known whether it was sent.
 */
export function createPace(limit: Limit, backOff: BackOff, fetch: typeof globalThis.fetch) {
    const shares = new Map<string, { readonly slot: ReturnType<Limit>; readonly budget: Budget }>();

    function shareOf({ org }: RequestOptions) {
        // A sign-in names no organization. It must not wait for the calls that wait for it.
        const key = String(org ?? "").toLowerCase();
        const share = shares.get(key) ?? { slot: limit(CALLS_AT_ONCE), budget: new Budget(POINTS) };
        shares.set(key, share);
        return share;
    }

    /** A turn that comes while calls have to wait is lost: what waited together must not leave together. */
    async function turn(budget: Budget, points: number): Promise<void> {
        do {
            await backOff.over();
            await backOff.clock.sleep(budget.take(backOff.clock.elapsed(), points));
        } while (backOff.isOn());
    }

    return async <Options extends RequestOptions, Reply>(
        request: (options: Options) => Reply | Promise<Reply>,
        options: Options,
    ): Promise<Reply> => {
        const { slot, budget } = shareOf(options);
        const points = options.method === "GET" ? READ : WRITE;
        let wasSent = false;
        const noted: typeof fetch = (...request) => {
            wasSent = true;
            return fetch(...request);
        };
        // Hooks further in get these very options, whatever is handed to `request`.
        options.request = { ...options.request, fetch: noted };
        const attempt = async (tried: number, wasUnclear: boolean): Promise<Reply> => {
            wasSent = false;
            try {
                if (!isSignIn(options.url)) await turn(budget, points);
                return await slot(async () => {
                    await backOff.over();
                    return request(options);
                });
            } catch (error) {
                const failure = failureOf(error, { tried, wasSent, now: backOff.clock.now() });
                if (failure === undefined) throw error;
                const mayBeApplied = wasUnclear || failure.mayBeApplied;
                const { asked = 0, wait } = failure;
                if (asked > LONGEST_WAIT) backOff.giveUp(asked, LONGEST_WAIT);
                if (wait === undefined) throw new FailedCall({ ...failure, mayBeApplied }, error);
                backOff.hold(wait);
                return attempt(tried + 1, mayBeApplied);
            }
        };
        return attempt(1, false);
    };
}
