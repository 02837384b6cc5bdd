/**
 * The words of GitHub's artifact-metadata API that both resources share: their values, and guards for them.
 * Every rule here comes from https://docs.github.com/rest/orgs/artifact-metadata and GitHub's OpenAPI description.
 */

/** The value that stands for "not known before `pulumi up`" in what Pulumi hands to a provider, at any depth. */
export const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** A value that a preview does not know yet. */
export type Unknown = typeof UNKNOWN;

/** True for a value that a preview does not know yet. */
export const isUnknown = (value: unknown): value is Unknown => value === UNKNOWN;

/** The same within a function or a program, where no text stands for it. */
export const KNOWN_LATER = Symbol("not known before up");

/** A value that a preview does not know yet, while something is made of it. */
export type KnownLater = typeof KNOWN_LATER;

/**
 * The end of a name in a map of deployments that stands for any number of deployments, which a preview does not know: the name begins
 * with what declares them, `workloads[2] not known before up`. The entry is unknown or, from a function of the plugin, empty.
 */
export const STAND_IN_ENDING = " not known before up";

/** What is said of a place in an argument that Pulumi would lose on the way to a provider. */
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

/** Most deployments that GitHub takes in one call. */
export const DEPLOYMENTS_PER_CALL = 1000;

/** The most characters that GitHub takes of an argument. */
export const MOST_CHARACTERS = {
    deploymentName: 256,
    name: 256,
    version: 100,
    registryUrl: 256,
    repository: 128,
    artifactUrl: 152,
} as const;

/** Most tags of a deployment. The endpoint for a single record declares this limit; the one for a cluster is silent. */
export const MOST_TAGS = 5;

/** Most characters of a tag's key, and of its value. */
export const MOST_IN_A_TAG = 100;

/** How many characters a text has, as far as it may have so many: GitHub counts code points, of which there are no more than code units. */
export const charactersOf = (value: string, max: number): number =>
    value.length <= max ? value.length : [...value].length;

/** An image digest: SHA-256 is the only algorithm that GitHub takes. */
export const DIGEST = /^sha256:[a-f0-9]{64}$/;

/** Sorts by code unit, the same on every machine and in every locale. */
export const byCodeUnit = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Sorts by the numbers that GitHub gives: the order is the same in each run. */
export const byId = (a: { readonly id: number }, b: { readonly id: number }): number => a.id - b.id;

/** An object of these entries, in the order of their names. */
export const sortedByName = <Value>(entries: Iterable<readonly [string, Value]>): Record<string, Value> =>
    Object.fromEntries([...entries].sort((a, b) => byCodeUnit(a[0], b[0])));

/** The first few of many, for a message: `a, b, c and 4 more`. */
export const firstOf = (items: readonly string[], most: number): string =>
    items.length <= most ? items.join(", ") : `${items.slice(0, most).join(", ")} and ${items.length - most} more`;

/** Enough of a digest to know it by, and not the whole of one that may be a secret: `sha256:0123456789ab…`. */
export const shortDigest = (digest: string): string => (isUnknown(digest) ? digest : `${digest.slice(0, 19)}…`);

/** GitHub compares organization names without case, so an identity is made with the lower-case one. */
export const sameOrganization = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

/** What tells one artifact from another. */
export interface Artifact {
    readonly digest: string;
    /** The bare name of the repository that built it, if it is told. */
    readonly githubRepository?: string | null | undefined;
}

/**
 * Gives each of some artifacts, which are declared together, the same key as those that are the same to GitHub: of one
 * digest and one repository, in any case.
 *
 * Where a repository is not told, an attestation has to name it, and GitHub then goes by that for all of the digest,
 * whatever repositories they name: so one that tells none is the same as any other of its digest.
 */
export function artifactKeys(artifacts: readonly Artifact[]): (artifact: Artifact) => string {
    const attested = new Set<string>();
    for (const { digest, githubRepository } of artifacts) if (!githubRepository) attested.add(digest);
    return ({ digest, githubRepository }) =>
        attested.has(digest) ? digest : `${digest} ${String(githubRepository).toLowerCase()}`;
}

/**
 * Finds, of one item after the other, the first item before it that is of the same artifact. Of such, GitHub keeps the first
 * name and version, and drops others.
 *
 * @param items Items that are declared together: all that are asked for.
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

/** What is said of two names or versions of one artifact. */
export const ONE_OF_EACH =
    "GitHub keeps one name and one version for a digest of one repository: use the same for both";
