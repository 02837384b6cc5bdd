import { isLoopback } from "./base-url";

/** A proxy that the environment names. */
export interface NamedProxy {
    /** `http://proxy.example.com:8080`: without the user and the password, so that errors can name it. */
    readonly url: string;
    /** The value of `proxy-authorization`, if the variable contains a user. */
    readonly authorization?: string;
    /** The variable that names it. */
    readonly variable: string;
}

/** The proxies for requests, by the scheme of the request's URL. */
export interface Proxies {
    readonly https?: NamedProxy;
    readonly http?: NamedProxy;
    /** The hosts that are reached without a proxy, in the format of `NO_PROXY`. */
    readonly direct: string;
}

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Reads `https_proxy`, `http_proxy`, `no_proxy` and their upper-case forms. As in curl, the lower case has priority.
 * `report` never gets a value, because it may contain a password.
 *
 * Only this machine is ever called with http (`base-url.ts`). A proxy on another machine would get the token unencrypted, and
 * could not reach this machine anyway, so it is ignored.
 */
export function readProxies(environment: Environment, report: (problem: string) => void): Proxies {
    const http = readProxy(environment, "http_proxy", report);
    const https = readProxy(environment, "https_proxy", report);
    return {
        ...(https && { https }),
        ...(http && isLoopback(new URL(http.url).hostname) && { http }),
        direct: (environment.no_proxy || environment.NO_PROXY || "").trim(),
    };
}

function readProxy(environment: Environment, name: string, report: (problem: string) => void): NamedProxy | undefined {
    const variable = environment[name] ? name : name.toUpperCase();
    const text = environment[variable]?.trim();
    if (!text) return undefined;
    const proxy = parseProxy(text);
    if (proxy !== undefined) return { ...proxy, variable };
    report(
        `${variable} is not the URL of a proxy, such as http://proxy.example.com:8080 or ` +
            "http://user:password@proxy.example.com:8080. Use http or https, put nothing after the port, and percent-encode " +
            "characters other than letters and digits in the user and the password. (The value is not shown, because it " +
            "may contain a password.)",
    );
    return undefined;
}

/** Also accepts `proxy.example.com:8080`, as curl and Go do. */
function parseProxy(text: string): Omit<NamedProxy, "variable"> | undefined {
    const whole = text.includes("://") ? text : `http://${text}`;
    if (!URL.canParse(whole)) return undefined;
    const { protocol, origin, username, password, pathname, search, hash } = new URL(whole);
    // If a password has a slash that is not encoded, its first part ends up in the host, and the rest in the path.
    if (!/^https?:$/.test(protocol) || `${pathname}${search}${hash}` !== "/") return undefined;
    if (username === "") return { url: origin };
    try {
        const credentials = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
        return { url: origin, authorization: `Basic ${Buffer.from(credentials).toString("base64")}` };
    } catch {
        return undefined;
    }
}
