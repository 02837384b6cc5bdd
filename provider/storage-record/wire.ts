import type { StorageCall, StorageReply } from "../github/client";
import type { DesiredStorage, Location, StorageRecord } from "./model";

/** The call that records an artifact's place. */
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

/** What the state keeps of a record that GitHub returned. */
export function toRecord(reply: StorageReply): StorageRecord {
    return {
        id: reply.id,
        name: reply.name,
        digest: reply.digest,
        ...(reply.artifact_url && { artifactUrl: reply.artifact_url }),
        registryUrl: reply.registry_url,
        ...(reply.repository && { repository: reply.repository }),
        status: reply.status,
        ...(reply.created_at !== undefined && { createdAt: reply.created_at }),
        ...(reply.updated_at !== undefined && { updatedAt: reply.updated_at }),
    };
}

/** True for a record of this artifact in this registry and repository. */
export const isAt = (location: Location, record: StorageRecord): boolean =>
    record.digest === location.digest &&
    record.registryUrl === location.registryUrl &&
    record.repository === location.repository;
