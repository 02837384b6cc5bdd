import { quote } from "../input/fields";
import { BASE_URL_SETTING, DEFAULT_BASE_URL, parseBaseUrl, type Report } from "./base-url";
import { type Credential, chooseCredential } from "./credential";
import { DURATION, parseDuration } from "./duration";
import { type Environment, environmentPlace, find, type Place } from "./places";
import { readProxies } from "./proxies";
import { type ReadText, readText } from "./read-text";

export type { Credential } from "./credential";

/** How a run reaches GitHub: the API, the credential, the default organization, and how long it waits. */
export interface Settings {
    /** The API's base URL, without a slash at the end. Default: `https://api.github.com`. */
    readonly baseUrl: string;
    /** The setting that holds the base URL, as errors name it, such as `GITHUB_BASE_URL`. Default: `github-artifacts:baseUrl`. */
    readonly baseUrlIn: string;
    /** The organization of resources that do not set one. */
    readonly owner?: string;
    /** Required only when a call is made, so that a preview needs no credential. */
    readonly credential?: Credential;
    /** What is missing in the credential that would be used. Then no call can be made. */
    readonly lacking?: string;
    /** The names of credentials that are set but not used, such as `GITHUB_TOKEN`. */
    readonly unused: readonly string[];
    /** Whether a preview asks GitHub about what would be sent. Default: false. */
    readonly verify: boolean;
    /** The longest wait for a rate limit, in seconds: 0 to 86,400. Default: 900. */
    readonly maxWait: number;
    /** What is wrong with the settings. No message quotes a credential. */
    readonly problems: readonly string[];
}

const DEFAULT_MAX_WAIT = 15 * 60;

/** Reads each setting from the first of these places that has it, and otherwise from the environment. */
export function readSettings(
    configured: readonly Place[],
    environment: Environment,
    read: ReadText = readText,
): Settings {
    const places = [...configured, environmentPlace(environment)];
    const problems: string[] = [];
    const report: Report = (problem) => {
        problems.push(problem);
    };
    const owner = find(places, "owner")?.value;
    const baseUrl = find(places, "baseUrl");
    const settings = {
        baseUrl: (baseUrl && parseBaseUrl(baseUrl.value, baseUrl.name, report)) ?? DEFAULT_BASE_URL,
        baseUrlIn: baseUrl?.name ?? BASE_URL_SETTING,
        ...(owner !== undefined && { owner }),
        ...chooseCredential(places, read, report),
        verify: readVerify(places, report) ?? false,
        maxWait: readMaxWait(places, report) ?? DEFAULT_MAX_WAIT,
    };
    readProxies(environment, report);
    return { ...settings, problems };
}

function readVerify(places: readonly Place[], report: Report): boolean | undefined {
    const found = find(places, "verify");
    if (found === undefined || /^(true|false)$/.test(found.value)) return found && found.value === "true";
    return report(`${found.name} is ${quote(found.value)}, but must be true or false`);
}

function readMaxWait(places: readonly Place[], report: Report): number | undefined {
    const found = find(places, "maxWait");
    const seconds = found && parseDuration(found.value);
    if (found === undefined || seconds !== undefined) return seconds;
    return report(`${found.name} is ${quote(found.value)}, but must be ${DURATION}`);
}
