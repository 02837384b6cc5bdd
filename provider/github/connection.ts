import { BASE_URL_SETTING } from "../settings/base-url";
import { type NamedProxy, readProxies } from "../settings/proxies";
import { ConnectionError, failedConnection } from "./connection-error";
import { proxiedFetch } from "./proxied-fetch";
import { followRedirects } from "./redirects";
import { wholeReply } from "./whole-reply";

type Fetch = typeof globalThis.fetch;

/** How requests leave the process. Tests pass their own. */
export interface Way {
    /** The fetch for requests without a proxy. */
    readonly fetch?: Fetch | undefined;
    /** The longest wait for a complete reply, in milliseconds. GitHub may take 30 s for a call with 1,000 deployments. */
    readonly timeout?: number;
    /** The setting that holds the base URL, as errors name it. Default: `github-artifacts:baseUrl`. */
    readonly baseUrlIn?: string;
}

/**
 * Creates the fetch for calls to GitHub. It uses the proxy that the environment names, and follows redirects only to the same
 * origin. It returns only complete replies, and 2xx replies only with JSON. Otherwise it throws a {@link ConnectionError}.
 */
export function createFetch(environment: Readonly<Record<string, string | undefined>>, way: Way = {}): Fetch {
    const { timeout = 90_000, baseUrlIn = BASE_URL_SETTING } = way;
    const advice = `Check the network, the proxy and ${baseUrlIn}`;
    const proxies = readProxies(environment, () => {});
    const loaded = new Map<NamedProxy, Promise<Fetch>>();

    function wayTo({ protocol }: URL): Fetch | Promise<Fetch> {
        const proxy = protocol === "https:" ? proxies.https : proxies.http;
        if (proxy === undefined) return way.fetch ?? globalThis.fetch;
        const through = loaded.get(proxy) ?? proxiedFetch(proxy, proxies.direct);
        loaded.set(proxy, through);
        return through;
    }

    return async (input, init) => {
        const url = new URL(String(input));
        const limit = AbortSignal.timeout(timeout);
        // A call may have its own, shorter limit.
        const signal = init?.signal ? AbortSignal.any([limit, init.signal]) : limit;
        try {
            const response = await followRedirects(await wayTo(url), url, { ...init, signal }, baseUrlIn);
            return await wholeReply(response, url.origin, baseUrlIn, init?.body);
        } catch (error) {
            if (signal.aborted) throw tooLate(limit.aborted ? ` within ${timeout / 1000} s` : " in time", advice);
            throw knownIn(error) ?? failedConnection(url.host, error, { says: (reason) => reason, advice });
        }
    };
}

const tooLate = (when: string, advice: string): ConnectionError =>
    new ConnectionError(`no complete reply${when}`, { advice, final: false, mayBeApplied: true });

/** A more precise error may be deep in the causes of what undici throws. */
function knownIn(error: unknown): ConnectionError | undefined {
    if (error instanceof ConnectionError) return error;
    return error instanceof Error ? knownIn(error.cause) : undefined;
}
