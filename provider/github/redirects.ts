import { ConnectionError } from "./connection-error";

/** How many redirects one request follows. GitHub's own are one, where something was renamed. */
const MOST_REDIRECTS = 3;

/** https://docs.github.com/rest/using-the-rest-api/best-practices-for-using-the-rest-api#follow-redirects */
const REDIRECTS = new Set([301, 302, 307, 308]);

/**
 * Sends a request, and again just as it was where GitHub redirects it. It never goes to another origin: the token in its
 * headers and the deployments in its body are for GitHub alone.
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
    // What is not read keeps its connection from being used again.
    await response.body?.cancel();
    const which = `Check that ${baseUrlIn} is right`;
    const says = `${url.origin} answered ${response.status} with a redirect to ${next.origin}${next.pathname}`;
    if (next.origin !== url.origin) throw refused(`${says}, which is another origin`, `${ELSEWHERE} ${which}`);
    if (left === 0) throw refused(`${says}, after ${MOST_REDIRECTS} redirects`, which);
    return followRedirects(fetch, next, init, baseUrlIn, left - 1);
}

/** Who redirects a request does not carry it out. */
const refused = (message: string, advice: string): ConnectionError =>
    new ConnectionError(message, { advice, final: true, mayBeApplied: false });

/** A redirect without a place to go is none. */
function redirectOf({ status, headers }: Response, from: URL): URL | undefined {
    const location = headers.get("location");
    if (!REDIRECTS.has(status) || location === null || !URL.canParse(location, from.href)) return undefined;
    return new URL(location, from);
}

const ELSEWHERE = "Nothing was sent there, because the token is for GitHub only.";
