import type { ArtifactMetadataClient } from "../github/client";
import { type PriorStorage, storageLabel } from "./model";
import { isAt, statusOf, toRecord } from "./wire";

/** What GitHub holds of a storage record, as far as it tells. */
export interface RefreshedStorage {
    readonly record: PriorStorage;
    /** Said to the person who refreshes: only where the record was not found. */
    readonly warning?: string;
}

/**
 * Takes over what GitHub returns: the status, and the URL where one is declared, since GitHub cannot clear one that is
 * not. What it does not return stays as the state has it.
 */
export async function refreshStorageRecord(
    prior: PriorStorage,
    client: () => Promise<ArtifactMetadataClient>,
): Promise<RefreshedStorage> {
    const replies = await (await client()).listStorageRecords(prior.org, prior.digest);
    const found = replies.filter((reply) => isAt(prior, reply)).sort((a, b) => a.id - b.id);
    const records = found.map(toRecord);
    const latest = found.at(-1);
    if (latest === undefined) return { record: { ...prior, records }, warning: nothingFound(prior) };
    const { artifactUrl, ...rest } = prior;
    const recordedUrl = latest.artifact_url || undefined;
    return {
        record: {
            ...rest,
            ...(artifactUrl !== undefined && recordedUrl !== undefined && { artifactUrl: recordedUrl }),
            status: statusOf(latest.status, prior.status),
            records,
        },
    };
}

function nothingFound(prior: PriorStorage): string {
    return (
        `${storageLabel(prior)}: GitHub returned no such storage record. Either it is gone, or the credential may not ` +
        'read it (it needs "artifact-metadata: read" on the repository that built the artifact), or it is for ' +
        "another organization or API. It stays in the state; the next `pulumi up` writes it again, which does no harm " +
        "where it exists"
    );
}
