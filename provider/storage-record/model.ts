import type { Doubt } from "../ownership/last-write";
import { type RemovalStatus, type StorageStatus, shortDigest } from "../vocabulary";

/** What identifies a storage record: which artifact, in which registry and repository of it. */
export interface Location {
    readonly org: string;
    readonly digest: string;
    readonly registryUrl: string;
    readonly repository?: string;
}

/**
 * What a program declares of one storage record, normalised: `status` and `removalStatus` are always there.
 * In a preview any of it may be unknown: compare the values, interpret none.
 */
export interface DesiredStorage extends Location {
    readonly name: string;
    readonly version?: string;
    readonly artifactUrl?: string;
    readonly path?: string;
    readonly status: StorageStatus;
    readonly githubRepository?: string;
    readonly removalStatus: RemovalStatus;
}

/** What is kept of GitHub's records. What was sent is not repeated here: of that, Pulumi knows what is secret. */
export interface Recorded {
    /** GitHub's numbers of the records, the latest one last. */
    readonly recordIds: readonly number[];
    /** When this stack is known to have written the record last, to the second: ISO 8601, UTC. Absent where that is not known. */
    readonly writtenAt?: string;
}

/** What Pulumi's state says of a storage record. */
export interface PriorStorage extends DesiredStorage, Recorded {
    /** Why there is no record; absent where there is one. */
    readonly unconfirmed?: Doubt;
    /** The API at which it is recorded. */
    readonly baseUrl: string;
}

/** The same without records. When it was written stays known. */
export const withoutRecords = (prior: PriorStorage, unconfirmed: Doubt): PriorStorage => ({
    ...prior,
    recordIds: [],
    unconfirmed,
});

/** The same with what GitHub has confirmed, and nothing that was known before. */
export function withRecords(
    { unconfirmed: _, recordIds: __, writtenAt: ___, ...prior }: PriorStorage,
    recorded: Recorded,
): PriorStorage {
    return { ...prior, ...recorded };
}

/** How a storage record is named to a person: `acme: ghcr.io/acme/api@sha256:0123456789ab… in https://ghcr.io`. */
export const storageLabel = ({ org, name, digest, registryUrl }: DesiredStorage): string =>
    `${org}: ${name}@${shortDigest(digest)} in ${registryUrl}`;

/** The Pulumi id of a storage record: each part URI-encoded, so that no two locations share one. */
export const storageId = ({ org, digest, registryUrl, repository }: Location): string =>
    [org, digest, registryUrl, ...(repository === undefined ? [] : [repository])].map(encodeURIComponent).join("/");

/** The key of the place, the same for every spelling of the organization. */
export const locationKey = (location: Location): string => storageId({ ...location, org: location.org.toLowerCase() });
