import type { BackOff } from "./back-off";
import { type Allowance, Budget } from "./budget";
import { Cancelled } from "./cancelled";
import { isSignIn } from "./errors";
import { LONGEST_WAIT, MOST_TRIES, waitAfter } from "./waits";

/** A request of Octokit, as its hooks see it. */
interface RequestOptions {
    readonly method: string;
    readonly url: string;
    readonly org?: unknown;
}

/** The parts of Octokit's RequestError that are read here. */
interface Failure {
    readonly status: number;
    readonly message: string;
    /** Absent on an error that is none of a request's: a bug, or a key that cannot sign. */
    readonly request?: { readonly url: string };
    readonly response?: { readonly headers: Readonly<Record<string, string | undefined>> };
    /** What `fetch` threw; `final` on what would fail again in the same way. */
    readonly cause?: { readonly final?: boolean };
}

/** GitHub's own deployment-tracker keeps this pace; the limit is 80 a minute. */
export const WRITES: Allowance = { burst: 20, perSecond: 3 };

/** GitHub's limit is 100 for all clients of a user. */
const CALLS_AT_ONCE = 8;

/** Runs work as soon as less than so many others run: https://www.npmjs.com/package/p-limit, loaded with Octokit. */
type Limit = (concurrency: number) => <Result>(work: () => Promise<Result>) => Promise<Result>;

/**
 * Keeps calls within GitHub's secondary limits, and tries again what may succeed later. Each organization has a budget of
 * its own. What is tried again counts as well, and no call leaves while one has been asked to wait.
 */
export function createPace(limit: Limit, backOff: BackOff) {
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
        const send = async (): Promise<Reply> => {
            await backOff.over();
            return request(options);
        };
        const attempt = async (tried: number, wasUnclear: boolean): Promise<Reply> => {
            try {
                if (isWrite) await turn(writes);
                return await slot(send);
            } catch (error) {
                const { response, status } = error as Failure;
                const wasSent = !(error instanceof Cancelled);
                const unanswered = wasUnclear || (wasSent && (response === undefined || status >= 500));
                const wait = waitFor(error as Failure, options, tried, backOff.clock.now());
                if (wait === undefined || wait.seconds > LONGEST_WAIT || tried === MOST_TRIES) {
                    throw Object.assign(error as Failure, { unanswered });
                }
                backOff.hold(wait);
                return attempt(tried + 1, unanswered);
            }
        };
        return attempt(1, false);
    };
}

function waitFor(
    { request, cause, status, message, response }: Failure,
    options: RequestOptions,
    tried: number,
    now: number,
) {
    if (request === undefined || cause?.final === true) return undefined;
    // A sign-in that failed on behalf of another call has been tried again itself.
    if (isSignIn(request.url) !== isSignIn(options.url)) return undefined;
    const failed = { status, message, ...(response !== undefined && { headers: response.headers }) };
    return waitAfter(failed, tried, now);
}
