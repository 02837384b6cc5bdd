import type { BackOff } from "./back-off";
import { type Allowance, Budget } from "./budget";
import { FailedCall, failureOf, isSignIn } from "./failure";

/** A request of Octokit, as its hooks see it. */
interface RequestOptions {
    readonly method: string;
    readonly url: string;
    readonly org?: unknown;
    request?: object;
}

/** GitHub's own deployment-tracker keeps this pace; the limit is 80 a minute. */
export const WRITES: Allowance = { burst: 20, perSecond: 3 };

/** GitHub's limit is 100 for all clients of a user. */
const CALLS_AT_ONCE = 8;

/** Runs work as soon as less than so many others run: https://www.npmjs.com/package/p-limit, loaded with Octokit. */
type Limit = (concurrency: number) => <Result>(work: () => Promise<Result>) => Promise<Result>;

/**
 * Keeps calls within GitHub's secondary limits, and tries again what may succeed later. Each organization has a budget of
 * its own. What is tried again counts as well, and no call leaves while one has been asked to wait. It hands `fetch` to
 * each try, and so knows whether that was sent.
 */
export function createPace(limit: Limit, backOff: BackOff, fetch: typeof globalThis.fetch) {
    const budgets = new Map<string, { readonly slot: ReturnType<Limit>; readonly writes: Budget }>();

    function budgetOf({ org }: RequestOptions) {
        // A sign-in names no organization. It must not wait for the calls that wait for it.
        const key = String(org ?? "").toLowerCase();
        const budget = budgets.get(key) ?? { slot: limit(CALLS_AT_ONCE), writes: new Budget(WRITES) };
        budgets.set(key, budget);
        return budget;
    }

    /** A turn that comes while calls have to wait is lost: what waited together must not leave together. */
    async function turn(writes: Budget): Promise<void> {
        do {
            await backOff.over();
            await backOff.clock.sleep(writes.take(backOff.clock.now()));
        } while (backOff.isOn());
    }

    return async <Options extends RequestOptions, Reply>(
        request: (options: Options) => Reply | Promise<Reply>,
        options: Options,
    ): Promise<Reply> => {
        const { slot, writes } = budgetOf(options);
        const isWrite = options.method !== "GET" && !isSignIn(options.url);
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
                if (isWrite) await turn(writes);
                return await slot(async () => {
                    await backOff.over();
                    return request(options);
                });
            } catch (error) {
                const failure = failureOf(error, { tried, wasSent, now: backOff.clock.now() });
                if (failure === undefined) throw error;
                const mayBeApplied = wasUnclear || failure.mayBeApplied;
                if (failure.wait === undefined) throw new FailedCall({ ...failure, mayBeApplied }, error);
                backOff.hold(failure.wait);
                return attempt(tried + 1, mayBeApplied);
            }
        };
        return attempt(1, false);
    };
}
