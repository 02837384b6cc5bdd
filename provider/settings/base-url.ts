import { quote } from "../input/fields";

/** The name of the setting in messages, if it is not set. */
export const BASE_URL_SETTING = "github-artifacts:baseUrl";

/** The API of github.com. */
export const DEFAULT_BASE_URL = "https://api.github.com";

/** Reports why a setting cannot be used. Returns undefined instead of a value. */
export type Report = (problem: string) => undefined;

/**
 * Reads the base URL of an API. For any address of github.com or GHE.com, it returns the address of their API. `name` is the place of
 * the URL, for messages. Undefined if there is a problem.
 */
export function parseBaseUrl(text: string, name: string, report: Report): string | undefined {
    // These parts may contain a credential. They are checked first, so that no credential is quoted below.
    if (/[@?#]/.test(text))
        return report(`${name} contains a password or a query (one of @ ? #), which a base URL must not have`);
    const quoted = `${name} is ${quote(text)}`;
    if (!URL.canParse(text)) return report(`${quoted}, but must be a URL such as ${DEFAULT_BASE_URL}`);
    const url = new URL(text);
    if (url.protocol !== "https:" && !(url.protocol === "http:" && isLoopback(url.hostname))) {
        return report(
            `${quoted}: a token must not be sent unencrypted; use https:// (http is allowed only for this machine: ` +
                "127.0.0.1, [::1], localhost)",
        );
    }
    const path = url.pathname.replace(/\/+$/, "");
    const host = gitHubHost(url.hostname);
    if (host === undefined) return `${url.origin}${path}`;
    if (!FAMILIAR_PATHS.test(path)) {
        return report(`${quoted}: the APIs of github.com and GHE.com have no path; leave out ${url.pathname}`);
    }
    url.hostname = `api.${host}`;
    return url.origin;
}

/** Paths that people add out of habit: the path of a GitHub Enterprise Server's API, or that of GraphQL. */
const FAMILIAR_PATHS = /^(\/api(\/v3|\/graphql)?|\/graphql)?$/;

/** `github.com` or `SUBDOMAIN.ghe.com`, from the address of a site or of its API. Undefined for any other host. */
const gitHubHost = (hostname: string): string | undefined =>
    /^(?:api\.|www\.)?(github\.com)$/.exec(hostname)?.[1] ?? /^(?:api\.)?([^.]+\.ghe\.com)$/.exec(hostname)?.[1];

/** True for a URL of the API of github.com or GHE.com. */
export const isGitHubApi = (text: string | undefined): boolean =>
    text !== undefined && URL.canParse(text) && /^api\.(github\.com|[^.]+\.ghe\.com)$/.test(new URL(text).hostname);

/** The host to sign in to for an API, as GitHub's CLI names it: `github.com` for `https://api.github.com`. */
export function signInHost(baseUrl: string): string {
    const { hostname } = new URL(baseUrl);
    return gitHubHost(hostname) ?? hostname;
}

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/** True if the `hostname` of a URL is this machine: unencrypted requests to it do not leave the machine. */
export const isLoopback = (hostname: string): boolean => LOOPBACK.test(hostname);
