import type { ArtifactMetadataClient } from "../github/client";
import { PlainError } from "../plain-error";
import type { Run } from "../run";
import {
    type DesiredStorage,
    declarationKey,
    locationKey,
    type PriorStorage,
    type StorageRecord,
    storageLabel,
} from "./model";
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
        const { records: replies } = await (await client()).createArtifactStorageRecord(toCall(record));
        if (replies.length === 0) {
            throw new PlainError(`GitHub accepted the storage record of ${record.digest}, but recorded nothing`);
        }
        return replies.map(toRecord).sort((a, b) => a.id - b.id);
    });
}

/**
 * Retires a storage record as the plan says, unless it has another owner in this run; true where it was retired. Throws
 * where that owner has tried to write it and could not: then the record must not be forgotten.
 */
export async function retireStorageRecord(
    prior: PriorStorage,
    retired: DesiredStorage,
    client: () => Promise<ArtifactMetadataClient>,
    run: Run,
): Promise<boolean> {
    const key = locationKey(prior);
    return run.inTurn(key, async () => {
        if (run.hasFailed(key)) throw new PlainError(keptBack(prior));
        if (run.isClaimed(key) || run.isClaimed(declarationKey(prior))) {
            run.leave(key, prior);
            return false;
        }
        run.retire(key);
        await (await client()).createArtifactStorageRecord(toCall(retired));
        return true;
    });
}

const keptBack = (prior: PriorStorage): string =>
    `${storageLabel(prior)}: kept, as another resource declares it and could not write it: mend what that one reports, ` +
    "and run again";
