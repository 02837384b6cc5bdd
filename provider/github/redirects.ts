import { ConnectionError } from "./connection-error";

/** How many redirects one request follows. GitHub sends one if something was renamed. */
const MOST_REDIRECTS = 3;

/** https://docs.github.com/rest/using-the-rest-api/best-practices-for-using-the-rest-api#follow-redirects */
const REDIRECTS = new Set([301, 302, 307, 308]);

/**
 * Sends a request. If GitHub redirects it, sends the same request again. It never goes to another origin, because the token in
 * its headers and the deployments in its body are for GitHub only.
 */
export async function followRedirects(
    fetch: typeof globalThis.fetch,
    url: URL,
    init: RequestInit | undefined,
    baseUrlIn: string,
    left: number = MOST_REDIRECTS,
): Promise<Response> {
    const response = await fetch(url.href, { ...init, redirect: "manual" });
    const next = redirectOf(response, url);
    if (next === undefined) return response;
    // A body that is not read would keep its connection from being used again.
    await response.body?.cancel();
    const which = `Check that ${baseUrlIn} is right`;
    const says = `${url.origin} answered ${response.status} with a redirect to ${next.origin}${next.pathname}`;
    if (next.origin !== url.origin) throw refused(`${says}, which is another origin`, `${ELSEWHERE} ${which}`);
    if (left === 0) throw refused(`${says}, after ${MOST_REDIRECTS} redirects`, which);
    return followRedirects(fetch, next, init, baseUrlIn, left - 1);
}

/** A server that redirects a request does not carry it out. */
const refused = (message: string, advice: string): ConnectionError =>
    new ConnectionError(message, { advice, final: true, mayBeApplied: false });

/** A redirect without a valid location is not a redirect. */
function redirectOf({ status, headers }: Response, from: URL): URL | undefined {
    const location = headers.get("location");
    if (!REDIRECTS.has(status) || location === null || !URL.canParse(location, from.href)) return undefined;
    return new URL(location, from);
}

const ELSEWHERE = "Nothing was sent there, because the token is for GitHub only.";
