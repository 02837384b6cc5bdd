import type { StorageCall, StorageReply } from "../github/client";
import { toTheSecond } from "../ownership/last-write";
import { byId } from "../vocabulary/order";
import { STORAGE_STATUSES, type StorageStatus } from "../vocabulary/words";
import type { DesiredStorage, Location, Recorded } from "./model";

/** The call that records an artifact's location. */
export function toCall(record: DesiredStorage): StorageCall {
    const { org, name, digest, version, artifactUrl, path, registryUrl, repository, status, githubRepository } = record;
    return {
        org,
        name,
        digest,
        ...(version !== undefined && { version }),
        ...(artifactUrl !== undefined && { artifact_url: artifactUrl }),
        ...(path !== undefined && { path }),
        registry_url: registryUrl,
        ...(repository !== undefined && { repository }),
        status,
        ...(githubRepository !== undefined && { github_repository: githubRepository }),
    };
}

/** The part of the returned records that the state keeps, the latest one last. */
export function toRecorded(replies: readonly StorageReply[]): Recorded {
    const writtenAt = replies.at(-1)?.updated_at;
    return {
        recordIds: replies.map(({ id }) => id),
        ...(writtenAt !== undefined && { writtenAt: toTheSecond(writtenAt) }),
    };
}

/** The read endpoint of GitHub's API does not restrict the status to the values that the write endpoint accepts. */
export function statusOf(recorded: string, before: StorageStatus): StorageStatus {
    return STORAGE_STATUSES.find((status) => status === recorded) ?? before;
}

/** True for a record of this artifact in this registry and repository. */
const isAt = (location: Location, reply: StorageReply): boolean =>
    reply.digest === location.digest &&
    reply.registry_url === location.registryUrl &&
    (reply.repository || undefined) === location.repository;

/**
 * The records of a location, the latest one last: it has the highest id. If one of them has this name, those with other names do not count,
 * because GitHub does not say whether the name distinguishes records.
 */
export function recordsAt(
    location: Location & { readonly name: string },
    replies: readonly StorageReply[],
): StorageReply[] {
    const here = replies.filter((reply) => isAt(location, reply)).sort(byId);
    const named = here.filter(({ name }) => name === location.name);
    return named.length > 0 ? named : here;
}
