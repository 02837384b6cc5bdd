import type { Doubt } from "../ownership/last-write";
import { shortDigest } from "../vocabulary/order";
import type { RemovalStatus, StorageStatus } from "../vocabulary/words";

/** What identifies a storage record: the artifact, the registry, and the repository in it. */
export interface Location {
    readonly org: string;
    readonly digest: string;
    readonly registryUrl: string;
    readonly repository?: string;
}

/**
 * What a program declares for one storage record, normalized: `status` and `removalStatus` are always present. In a preview, any part can
 * be unknown: compare the values, do not interpret them.
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

/** What is kept of GitHub's records. It does not repeat what was sent: Pulumi knows which of that is secret. */
export interface Recorded {
    /** GitHub's ids of the records, the latest one last. */
    readonly recordIds: readonly number[];
    /** When this stack is known to have last written the record, to the second: ISO 8601, UTC. Absent if that is not known. */
    readonly writtenAt?: string;
}

/** What Pulumi's state says about a storage record. */
export interface PriorStorage extends DesiredStorage, Recorded {
    /** Why there is no record. Absent if there is one. */
    readonly unconfirmed?: Doubt;
    /** The API that holds the record. */
    readonly baseUrl: string;
}

/** The same storage record without GitHub's records. The time of the last write stays known. */
export const withoutRecords = (prior: PriorStorage, unconfirmed: Doubt): PriorStorage => ({
    ...prior,
    recordIds: [],
    unconfirmed,
});

/** The same storage record with what GitHub confirmed, and without the records that were known before. */
export function withRecords(
    { unconfirmed: _, recordIds: __, writtenAt: ___, ...prior }: PriorStorage,
    recorded: Recorded,
): PriorStorage {
    return { ...prior, ...recorded };
}

/** A storage record as messages show it: `acme: ghcr.io/acme/api@sha256:0123456789ab… in https://ghcr.io`. */
export const storageLabel = ({ org, name, digest, registryUrl }: DesiredStorage): string =>
    `${org}: ${name}@${shortDigest(digest)} in ${registryUrl}`;

/** The Pulumi id of a storage record: each part URI-encoded, so that no two locations share one. */
export const storageId = ({ org, digest, registryUrl, repository }: Location): string =>
    [org, digest, registryUrl, ...(repository === undefined ? [] : [repository])].map(encodeURIComponent).join("/");

/** The key of the location, the same for every spelling of the organization. */
export const locationKey = (location: Location): string => storageId({ ...location, org: location.org.toLowerCase() });
