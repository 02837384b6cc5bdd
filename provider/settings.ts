import { createPrivateKey } from "node:crypto";
import { readProxies } from "./github/proxies";
import { isLoopback } from "./loopback";

/** How GitHub is reached in a run: which API, with which credential, for which organization by default. */
export interface Settings {
    /** The API's base URL, without a slash at its end. Default `https://api.github.com`. */
    readonly baseUrl: string;
    /** The organization of resources that name none. */
    readonly owner?: string;
    /** Asked for only when a call is made, so that a preview needs none. */
    readonly credential?: Credential;
    /** The longest wait for a rate limit, in seconds. Default 900. */
    readonly maxWait: number;
    /** True where GitHub is asked about what is to be written before it is. Default false. */
    readonly verify: boolean;
    /** What is set and was left aside, as errors of refused calls name it. */
    readonly unused: readonly string[];
    /** What is wrong with the settings. No message quotes a credential. */
    readonly problems: readonly string[];
}

/** A token, or a GitHub App's key with which Octokit asks for one. `source` says in errors where it was found. */
export type Credential =
    | { readonly kind: "token"; readonly token: string; readonly source: string; readonly isKept?: true }
    | {
          readonly kind: "app";
          readonly id: string;
          readonly installationId: string;
          readonly privateKey: string;
          readonly source: string;
          readonly isKept?: true;
      };

/** Looks up a key, `token` for example; undefined or empty where it is not set. */
type Lookup = (key: string) => string | undefined;

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Reads the stack's configuration in the `github` namespace, the one of Pulumi's GitHub provider, then the environment:
 * `github:token`, `github:appAuth`, `GITHUB_TOKEN`, `GITHUB_APP_ID` with `GITHUB_APP_INSTALLATION_ID` and
 * `GITHUB_APP_PEM_FILE`; `github:owner`, `GITHUB_OWNER`; `github:baseUrl`, `GITHUB_BASE_URL`. First found wins.
 */
export function readSettings(config: Lookup, environment: Environment): Settings {
    const problems: string[] = [];
    const report = (problem: string): undefined => {
        problems.push(problem);
    };
    const owner = config("owner") || environment.GITHUB_OWNER;
    const configured = config("baseUrl");
    const baseUrl = configured
        ? parseBaseUrl(configured, "github:baseUrl", report)
        : parseBaseUrl(environment.GITHUB_BASE_URL || DEFAULT_BASE_URL, "GITHUB_BASE_URL", report);
    const credential = readCredential(config, environment, report);
    readProxies(environment, report);
    return {
        baseUrl: baseUrl ?? DEFAULT_BASE_URL,
        ...(owner && { owner }),
        ...(credential && { credential }),
        maxWait: 900,
        verify: config("verify") === "true",
        unused: [],
        problems,
    };
}

const DEFAULT_BASE_URL = "https://api.github.com";

type Report = (problem: string) => undefined;

function readCredential(config: Lookup, environment: Environment, report: Report): Credential | undefined {
    const fromConfig = tokenFrom(config("token"), "the stack configuration github:token", report);
    const appFromConfig = (): Credential | undefined => {
        const text = config("appAuth");
        return text ? appFrom(parseObject(text), "the stack configuration github:appAuth", report) : undefined;
    };
    const fromEnvironment = (): Credential | undefined => tokenFrom(environment.GITHUB_TOKEN, "GITHUB_TOKEN", report);
    return fromConfig ?? appFromConfig() ?? fromEnvironment() ?? appFromEnvironment(environment, report);
}

/** A token travels in a header, and a header that cannot be sent is quoted whole in the error: so it is looked at here. */
function tokenFrom(text: string | undefined, source: string, report: Report): Credential | undefined {
    const token = text?.trim();
    if (!token) return undefined;
    if (!/^[\x21-\x7e]+$/.test(token)) {
        return report(`${source} holds a space, a line break or another character that no token has`);
    }
    return { kind: "token", token, source };
}

function appFromEnvironment(environment: Environment, report: Report): Credential | undefined {
    const app = {
        id: environment.GITHUB_APP_ID,
        installationId: environment.GITHUB_APP_INSTALLATION_ID,
        pemFile: environment.GITHUB_APP_PEM_FILE,
    };
    if (!app.id && !app.installationId && !app.pemFile) return undefined;
    return appFrom(app, "GITHUB_APP_ID, GITHUB_APP_INSTALLATION_ID and GITHUB_APP_PEM_FILE", report);
}

function appFrom(app: Readonly<Record<string, unknown>>, source: string, report: Report): Credential | undefined {
    const fields = ["id", "installationId", "pemFile"];
    const missing = fields.filter((field) => !app[field]);
    if (missing.length > 0)
        return report(`${source}: ${missing.join(", ")} missing; an app needs ${fields.join(", ")}`);
    // A key that travelled through an environment variable or JSON often has its line ends written out.
    const privateKey = String(app.pemFile).replaceAll("\\n", "\n");
    if (!isPrivateKey(privateKey)) {
        return report(
            `${source}: pemFile must hold the whole text of the app's private key (PEM), not its file's name`,
        );
    }
    return { kind: "app", id: String(app.id), installationId: String(app.installationId), privateKey, source };
}

function isPrivateKey(text: string): boolean {
    try {
        return createPrivateKey(text).type === "private";
    } catch {
        return false;
    }
}

function parseObject(text: string): Readonly<Record<string, unknown>> {
    try {
        return Object(JSON.parse(text));
    } catch {
        return {};
    }
}

/** Takes what Pulumi's GitHub provider takes for github.com and GHE.com, and finds the API of either. */
function parseBaseUrl(text: string, source: string, report: Report): string | undefined {
    // These may be or lead to a credential: looked for first, so that what is quoted below holds none.
    if (/[@?#]/.test(text)) return report(`${source} holds a password or a query (one of @ ? #); a base URL has none`);
    if (!URL.canParse(text)) return report(`${source} is "${text}", must be a URL such as ${DEFAULT_BASE_URL}`);
    const url = new URL(text);
    const onLoopback = url.protocol === "http:" && isLoopback(url.hostname);
    if (url.protocol !== "https:" && !onLoopback) {
        return report(
            `${source} is "${text}": a token must not travel in the clear; use https:// (plain http only reaches this ` +
                "machine: 127.0.0.1, [::1], localhost)",
        );
    }
    if (url.hostname === "github.com") url.hostname = "api.github.com";
    if (/^[^.]+\.ghe\.com$/.test(url.hostname)) url.hostname = `api.${url.hostname}`;
    return `${url.origin}${url.pathname}`.replace(/\/+$/, "");
}
