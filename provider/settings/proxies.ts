import { isLoopback } from "./base-url";

/** A proxy that the environment names. */
export interface NamedProxy {
    /** `http://proxy.example.com:8080`: without the user and the password, so that errors can name it. */
    readonly url: string;
    /** The value of `proxy-authorization`, where the variable holds a user. */
    readonly authorization?: string;
    /** The variable that names it. */
    readonly variable: string;
}

/** How requests leave the machine: through which proxy, by the scheme of what is asked. */
export interface Proxies {
    readonly https?: NamedProxy;
    readonly http?: NamedProxy;
    /** Hosts that are asked without a proxy, as `NO_PROXY` has them. */
    readonly direct: string;
}

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Reads `https_proxy`, `http_proxy`, `no_proxy` and their upper-case forms; as in curl, the lower case goes first.
 * `report` never gets a value: it may hold a password.
 *
 * By http, only this machine is ever asked (`settings.ts`). A proxy on another machine would get the token in the
 * clear, and could not reach this one anyway: so it is left out.
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

/** Takes `proxy.example.com:8080` as well, as curl and Go do. */
function parseProxy(text: string): Omit<NamedProxy, "variable"> | undefined {
    const whole = text.includes("://") ? text : `http://${text}`;
    if (!URL.canParse(whole)) return undefined;
    const { protocol, origin, username, password, pathname, search, hash } = new URL(whole);
    // A password with a slash that is not encoded ends up in the path, and its first part in the host.
    if (!/^https?:$/.test(protocol) || `${pathname}${search}${hash}` !== "/") return undefined;
    if (username === "") return { url: origin };
    try {
        const credentials = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
        return { url: origin, authorization: `Basic ${Buffer.from(credentials).toString("base64")}` };
    } catch {
        return undefined;
    }
}
