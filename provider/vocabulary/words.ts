/**
 * The terms of GitHub's artifact-metadata API that both resources share: their values, and guards for them.
 * Every rule here comes from https://docs.github.com/rest/orgs/artifact-metadata and GitHub's OpenAPI description.
 */

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
