import type { ArtifactMetadataClient } from "../github/client";
import { PlainError } from "../plain-error";
import type { Run } from "../run";
import { type DesiredStorage, declarationKey, locationKey, type StorageRecord } from "./model";
import { toCall, toRecord } from "./wire";

/** Sends one storage record and returns what GitHub recorded. Throws where it did not. */
export async function writeStorageRecord(
    record: DesiredStorage,
    client: () => Promise<ArtifactMetadataClient>,
    run: Run,
): Promise<readonly StorageRecord[]> {
    const key = locationKey(record);
    return run.inTurn(key, async () => {
        run.claim(key);
        const replies = await (await client()).createArtifactStorageRecord(toCall(record));
        if (replies.length === 0) {
            throw new PlainError(`GitHub accepted the storage record of ${record.digest}, but recorded nothing`);
        }
        return replies.map(toRecord).sort((a, b) => a.id - b.id);
    });
}

/** Retires a storage record, unless it was written in this run or is still declared, by another resource. */
export async function retireStorageRecord(
    record: DesiredStorage,
    client: () => Promise<ArtifactMetadataClient>,
    run: Run,
): Promise<void> {
    const key = locationKey(record);
    await run.inTurn(key, async () => {
        if (run.isClaimed(key) || run.isClaimed(declarationKey(record))) return;
        await (await client()).createArtifactStorageRecord(toCall(record));
    });
}
