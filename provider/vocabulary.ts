/**
 * The terms of GitHub's artifact-metadata API that both resources share: their values, and guards for them.
 * Every rule here comes from https://docs.github.com/rest/orgs/artifact-metadata and GitHub's OpenAPI description.
 */

/** The text that stands for "not known before `pulumi up`" in values that Pulumi passes to a provider, at any depth. */
export const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** A value that a preview does not know yet. */
export type Unknown = typeof UNKNOWN;

/** True for a value that a preview does not know yet. */
export const isUnknown = (value: unknown): value is Unknown => value === UNKNOWN;

/** A value that is not known yet, inside a function or a program: there, no text stands for it. */
export const KNOWN_LATER = Symbol("not known before up");

/** The type of {@link KNOWN_LATER}: a value that a preview does not know yet, while something is made from it. */
export type KnownLater = typeof KNOWN_LATER;

/**
 * The end of a name in a map of deployments, if the entry stands for any number of deployments that a preview does not know.
 * The name begins with the argument that declares them: `workloads[2] not known before up`. The entry is unknown. If a
 * function of the plugin returned it, the entry is empty.
 */
export const STAND_IN_ENDING = " not known before up";

/** The message for a place in an argument that Pulumi would lose on the way to a provider. */
export const NOT_CARRIED =
    "cannot be transported by Pulumi: no entry may be called __proto__, and no text may contain half of a character";

/** Whether a deployment runs (`deployed`, GitHub's default) or no longer runs (`decommissioned`). */
export type DeploymentStatus =
    /** It runs. */
    | "deployed"
    /** It no longer runs. */
    | "decommissioned";
export const DEPLOYMENT_STATUSES: readonly DeploymentStatus[] = ["deployed", "decommissioned"];

/** What makes a deployment attractive to attackers. GitHub ranks alerts by it. */
export type RuntimeRisk =
    /** Many other systems depend on it. */
    | "critical-resource"
    /** It can be reached from the internet. */
    | "internet-exposed"
    /** An attacker who controls it can reach other systems. */
    | "lateral-movement"
    /** It handles data that must stay private. */
    | "sensitive-data";
export const RUNTIME_RISKS: readonly RuntimeRisk[] = [
    "critical-resource",
    "internet-exposed",
    "lateral-movement",
    "sensitive-data",
];

/** Whether an artifact is available (`active`, GitHub's default), at its end of life (`eol`) or deleted (`deleted`). */
export type StorageStatus =
    /** It is available and maintained. */
    | "active"
    /** It is available, but at its end of life. */
    | "eol"
    /** It is deleted. */
    | "deleted";
export const STORAGE_STATUSES: readonly StorageStatus[] = ["active", "eol", "deleted"];

/** What happens to a storage record that you remove from the program. GitHub does not delete records. */
export type RemovalStatus =
    /** The artifact is deleted. */
    | "deleted"
    /** The artifact is still available, but at its end of life. */
    | "eol";
export const REMOVAL_STATUSES: readonly RemovalStatus[] = ["deleted", "eol"];

/** What happens if GitHub rejects deployments of a set: the resource fails, or it warns and the next `up` retries them. */
export type OnRejected =
    /** Record the others, then fail with a reason for each rejected one. */
    | "fail"
    /** Record the others, and warn. */
    | "warn";
export const ON_REJECTED: readonly OnRejected[] = ["fail", "warn"];

/** The most deployments that GitHub accepts in one call. */
export const DEPLOYMENTS_PER_CALL = 1000;

/** The most characters that GitHub accepts in each argument. */
export const MOST_CHARACTERS = {
    deploymentName: 256,
    name: 256,
    version: 100,
    registryUrl: 256,
    repository: 128,
    artifactUrl: 152,
} as const;

/** The most tags of a deployment. The endpoint for a single record documents this limit; the one for a cluster does not. */
export const MOST_TAGS = 5;

/** The most characters of a tag's key, and of its value. */
export const MOST_IN_A_TAG = 100;

/**
 * Counts the characters of a text. GitHub counts code points. A text never has more code points than code units, so they are
 * counted only if the code units exceed `max`.
 */
export const charactersOf = (value: string, max: number): number =>
    value.length <= max ? value.length : [...value].length;

/** An image digest. SHA-256 is the only algorithm that GitHub accepts. */
export const DIGEST = /^sha256:[a-f0-9]{64}$/;

/** Sorts by code unit, so that the order is the same on every machine and in every locale. */
export const byCodeUnit = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Sorts by GitHub's ids, so that the order is the same in each run. */
export const byId = (a: { readonly id: number }, b: { readonly id: number }): number => a.id - b.id;

/** Returns an object with these entries, sorted by name. */
export const sortedByName = <Value>(entries: Iterable<readonly [string, Value]>): Record<string, Value> =>
    Object.fromEntries([...entries].sort((a, b) => byCodeUnit(a[0], b[0])));

/** Lists the first few of many items, for a message: `a, b, c and 4 more`. */
export const firstOf = (items: readonly string[], most: number): string =>
    items.length <= most ? items.join(", ") : `${items.slice(0, most).join(", ")} and ${items.length - most} more`;

/** The start of a digest: enough to recognize it, and not all of it, because it may be a secret: `sha256:0123456789ab…`. */
export const shortDigest = (digest: string): string => (isUnknown(digest) ? digest : `${digest.slice(0, 19)}…`);

/** GitHub ignores case in organization names, so an identity contains the name in lower case. */
export const sameOrganization = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

/** The fields that distinguish artifacts. */
export interface Artifact {
    readonly digest: string;
    /** The name of the repository that built it, without its owner, if one is given. */
    readonly githubRepository?: string | null | undefined;
}

/**
 * Returns a function that gives artifacts the same key if they are the same artifact to GitHub: same digest and same repository,
 * ignoring case. The artifacts are declared together.
 *
 * If an artifact names no repository, an attestation has to name it. GitHub then uses that repository for everything with this
 * digest, whatever repositories are named. So an artifact without a repository is the same as any other with its digest.
 */
export function artifactKeys(artifacts: readonly Artifact[]): (artifact: Artifact) => string {
    const attested = new Set<string>();
    for (const { digest, githubRepository } of artifacts) if (!githubRepository) attested.add(digest);
    return ({ digest, githubRepository }) =>
        attested.has(digest) ? digest : `${digest} ${String(githubRepository).toLowerCase()}`;
}

/**
 * Returns a function for a loop over the items. For each item, it finds the first earlier item with the same artifact. GitHub
 * keeps the first name and version of an artifact, and drops others.
 *
 * @param items The items that are declared together: all that the function is called with.
 */
export function firstOfArtifact<Item>(
    items: readonly Item[],
    artifactOf: (item: Item) => Artifact,
): (item: Item) => Item | undefined {
    const keyOf = artifactKeys(items.map(artifactOf));
    const first = new Map<string, Item>();
    return (item) => {
        const key = keyOf(artifactOf(item));
        const earlier = first.get(key);
        if (earlier === undefined) first.set(key, item);
        return earlier;
    };
}

/** The message for two names or versions of one artifact. */
export const ONE_OF_EACH =
    "GitHub keeps one name and one version for a digest of one repository: use the same for both";
