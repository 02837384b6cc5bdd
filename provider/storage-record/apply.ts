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

/** Retires a storage record, unless it has another owner in this run; true where it was retired. */
export async function retireStorageRecord(
    record: DesiredStorage,
    client: () => Promise<ArtifactMetadataClient>,
    run: Run,
): Promise<boolean> {
    const key = locationKey(record);
    return run.inTurn(key, async () => {
        if (run.isClaimed(key) || run.isClaimed(declarationKey(record))) return false;
        run.retire(key);
        await (await client()).createArtifactStorageRecord(toCall(record));
        return true;
    });
}
