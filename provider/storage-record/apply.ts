import type { ArtifactMetadataClient } from "../github/client";
import { PlainError } from "../plain-error";
import type { Run } from "../run";
import { type DesiredStorage, type StorageRecord, storageKey } from "./model";
import { toCall, toRecord } from "./wire";

/** Sends one storage record and returns what GitHub recorded. Throws where it did not. */
export async function writeStorageRecord(
    record: DesiredStorage,
    client: () => Promise<ArtifactMetadataClient>,
    run: Run,
): Promise<readonly StorageRecord[]> {
    const key = storageKey(record);
    return run.inTurn(key, async () => {
        run.markWritten(key);
        const replies = await (await client()).createArtifactStorageRecord(toCall(record));
        if (replies.length === 0) {
            throw new PlainError(`GitHub accepted the storage record of ${record.digest}, but recorded nothing`);
        }
        return replies.map(toRecord);
    });
}

/** Retires a storage record, unless this run has written it under another name: then it is still declared. */
export async function retireStorageRecord(
    record: DesiredStorage,
    client: () => Promise<ArtifactMetadataClient>,
    run: Run,
): Promise<void> {
    const key = storageKey(record);
    await run.inTurn(key, async () => {
        if (!run.hasWritten(key)) await (await client()).createArtifactStorageRecord(toCall(record));
    });
}
