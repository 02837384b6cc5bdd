/**
 * Where settings are looked up. For each setting, the first place that has it wins:
 *
 *   dynamic resources | stack configuration `github-artifacts:` | stack configuration `github:` | environment
 *   the plugin        | the provider's arguments                |                               | environment
 *
 * `github:` is the namespace of Pulumi's GitHub provider. The environment variables are the ones that it reads:
 * https://www.pulumi.com/registry/packages/github/installation-configuration/
 */
import { type AppPart, appIn } from "./app-parts";
import { isGitHubApi } from "./base-url";

/** The name of a setting. The environment has only the parts of an app, and no `appAuth` as a whole. */
export type Key = "token" | "appAuth" | `appAuth.${AppPart}` | "owner" | "baseUrl" | "verify" | "maxWait";

/** One place. It knows its own names, so that a message can say where a value was found. */
export interface Place {
    /** The value as text; an object as JSON. Undefined if it is not set or empty. */
    get(key: Key): string | undefined;
    /** The name for messages of what holds the value: `GITHUB_TOKEN`, `the stack configuration github:token`. */
    nameOf(key: Key): string;
    /** True if Pulumi keeps what is set here in the state. */
    readonly isKept?: true;
}

/** Looks up a value by the name that it has in a place. */
type Lookup = (name: string) => string | undefined;

/** The environment of a process. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** A value, the place where it was found, and the name of what holds it there. */
export interface Found {
    readonly value: string;
    readonly name: string;
    readonly place: Place;
}

/** Finds the value in the first of these places that has it. */
export function find(places: readonly Place[], key: Key): Found | undefined {
    for (const place of places) {
        const value = place.get(key);
        if (value !== undefined) return { value, name: place.nameOf(key), place };
    }
    return undefined;
}

/** The stack's configuration, as Pulumi passes it to a dynamic provider. */
export function stackPlaces(config: { get(key: string): string | undefined }): readonly Place[] {
    const say = (name: string): string => `the stack configuration ${name}`;
    return [
        configured((key) => [`github-artifacts:${key}`], config.get.bind(config), say),
        configured((key) => GITHUB_PROVIDER[key] ?? [], config.get.bind(config), say),
    ];
}

/** The names of these settings in the configuration of Pulumi's GitHub provider. */
const GITHUB_PROVIDER: Readonly<Partial<Record<Key, readonly string[]>>> = {
    token: ["github:token"],
    appAuth: ["github:appAuth"],
    owner: ["github:owner", "github:organization"],
    baseUrl: ["github:baseUrl"],
};

/** The arguments of a provider, which Pulumi keeps in the state. */
export const providerPlace = (get: Lookup): Place => ({
    ...configured(
        (key) => [key],
        get,
        (name) => `the provider's argument ${name}`,
    ),
    isKept: true,
});

/** A configuration. It holds an app as one object. */
function configured(namesOf: (key: Key) => readonly string[], look: Lookup, say: (name: string) => string): Place {
    const whole = named(namesOf, look, say);
    const holder = (key: Key): Key => (key.startsWith("appAuth.") ? "appAuth" : key);
    return {
        get(key) {
            const text = whole.get(holder(key));
            if (text === undefined || holder(key) === key) return text;
            return appIn(text)?.[key.slice("appAuth.".length) as AppPart];
        },
        nameOf: (key) => whole.nameOf(holder(key)),
    };
}

/**
 * The environment. GitHub Actions also sets `GITHUB_API_URL`. There it may name a GitHub Enterprise Server, which has no artifact
 * metadata. So it counts only if it names the API of github.com or GHE.com. The organization is never guessed from a pipeline's
 * variables: these name the organization of the pipeline's repository.
 */
export const environmentPlace = (environment: Environment): Place =>
    named(
        variablesOf,
        (name) => {
            const value = environment[name];
            return name === "GITHUB_API_URL" && !isGitHubApi(value) ? undefined : value;
        },
        (name) => name,
    );

const VARIABLES: Readonly<Partial<Record<Key, readonly string[]>>> = {
    token: ["GITHUB_TOKEN"],
    "appAuth.id": ["GITHUB_APP_ID"],
    "appAuth.installationId": ["GITHUB_APP_INSTALLATION_ID"],
    "appAuth.pemFile": ["GITHUB_APP_PEM_FILE"],
    owner: ["GITHUB_OWNER", "GITHUB_ORGANIZATION"],
    baseUrl: ["GITHUB_BASE_URL", "GITHUB_API_URL"],
};

const variablesOf = (key: Key): readonly string[] => VARIABLES[key] ?? [];

/** The environment variable for a setting. */
export const variableOf = (key: Key): string => String(variablesOf(key)[0]);

/** A place that may have several names for a setting. The first one that is set wins. */
function named(namesOf: (key: Key) => readonly string[], look: Lookup, say: (name: string) => string): Place {
    const nameOf = (key: Key): string | undefined => namesOf(key).find((name) => filled(look(name)) !== undefined);
    return {
        get(key) {
            const name = nameOf(key);
            return name === undefined ? undefined : filled(look(name));
        },
        nameOf: (key) => say(nameOf(key) ?? String(namesOf(key)[0])),
    };
}

/** A value without spaces and line breaks at both ends, as they come from a file. An empty value counts as not set. */
const filled = (value: string | undefined): string | undefined => value?.trim() || undefined;
