import { type Doubt, type Unconfirmed, unconfirmed } from "../last-write";
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

/** What GitHub answered about a storage record. What was sent is not repeated here: of that, Pulumi knows what is secret. */
export interface StorageRecord {
    /** GitHub's number of the record. */
    readonly id: number;
    /** Whether the artifact is to be had, as GitHub returned it: its reply is not bound to the values that can be written. */
    readonly status: string;
    /** When the record was first written: ISO 8601, UTC. Absent where GitHub does not say. */
    readonly createdAt?: string;
    /** When the record was last written: ISO 8601, UTC. Absent where GitHub does not say. */
    readonly updatedAt?: string;
}

/** What Pulumi's state says: the records, the latest one last, or why there is none. */
export interface PriorStorage extends DesiredStorage {
    readonly records: readonly StorageRecord[];
    readonly unconfirmed?: Unconfirmed;
    /** The API at which it is recorded. */
    readonly baseUrl: string;
}

/** When this stack is known to have written a storage record last. */
export const writtenAt = ({ records, unconfirmed }: PriorStorage): string | undefined =>
    records.at(-1)?.updatedAt ?? unconfirmed?.writtenAt;

/** GitHub's numbers of a storage record. */
export const idsOf = ({ records }: Pick<PriorStorage, "records">): readonly number[] => records.map(({ id }) => id);

/** The same without records. When it was written stays known. */
export const withoutRecords = (prior: PriorStorage, reason: Doubt): PriorStorage => ({
    ...prior,
    records: [],
    unconfirmed: unconfirmed(reason, writtenAt(prior)),
});

/** The same with records that GitHub has confirmed. */
export function withRecords(
    { unconfirmed: _, ...prior }: PriorStorage,
    records: readonly StorageRecord[],
): PriorStorage {
    return { ...prior, records };
}

/** How a storage record is named to a person: `acme: ghcr.io/acme/api@sha256:0123456789ab… in https://ghcr.io`. */
export const storageLabel = ({ org, name, digest, registryUrl }: DesiredStorage): string =>
    `${org}: ${name}@${shortDigest(digest)} in ${registryUrl}`;

/** The Pulumi id of a storage record: each part URI-encoded, so that no two locations share one. */
export const storageId = ({ org, digest, registryUrl, repository }: Location): string =>
    [org, digest, registryUrl, ...(repository === undefined ? [] : [repository])].map(encodeURIComponent).join("/");

/** The key of the place, the same for every spelling of the organization. */
export const locationKey = (location: Location): string => storageId({ ...location, org: location.org.toLowerCase() });
