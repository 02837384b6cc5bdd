import type { ArtifactMetadataClient } from "../github/client";
import { isLater, NEEDS_READ } from "../last-write";
import type { Run } from "../run";
import { type PriorStorage, storageLabel, withoutRecords, withRecords, writtenAt } from "./model";
import { recordsAt, statusOf, toRecord } from "./wire";

/** What GitHub holds of a storage record, as far as it tells. */
export interface RefreshedStorage {
    readonly record: PriorStorage;
    /** Said to the person who refreshes: where the record was not found, or was written by others. */
    readonly warning?: string;
}

/**
 * Takes over what GitHub returns: the status, and the URL where one is declared, since GitHub cannot clear one that is
 * not. What it does not return stays as the state has it.
 *
 * | in the state                     | GitHub returned it | then                                                      |
 * |----------------------------------|--------------------|-----------------------------------------------------------|
 * | with a record, or not returned   | yes                | its record is what GitHub returned                        |
 * | with a record, or not returned   | written since      | without a record: rewritten, as GitHub does not tell all  |
 * | without a record for another     | yes                | as it was: only a write makes sure of it                  |
 * | any                              | no                 | without a record: not returned, if nothing else           |
 */
export async function refreshStorageRecord(
    prior: PriorStorage,
    client: () => Promise<ArtifactMetadataClient>,
    run: Run,
): Promise<RefreshedStorage> {
    const found = recordsAt(prior, await (await client()).listStorageRecords(prior.org, prior.digest));
    const latest = found.at(-1);
    if (latest === undefined) {
        const record = prior.records.length > 0 ? withoutRecords(prior, "not-returned") : prior;
        return { record, warning: nothingFound(prior) };
    }
    run.read(prior.org);
    const recordedUrl = latest.artifact_url || undefined;
    const told: PriorStorage = {
        ...prior,
        ...(prior.artifactUrl !== undefined && recordedUrl !== undefined && { artifactUrl: recordedUrl }),
        status: statusOf(latest.status, prior.status),
    };
    const doubt = prior.unconfirmed?.reason;
    if (doubt !== undefined && doubt !== "not-returned") return { record: told };
    if (!isLater(writtenAt(prior), latest.updated_at)) return { record: withRecords(told, found.map(toRecord)) };
    return { record: withoutRecords(told, "rewritten"), warning: rewritten(prior) };
}

const WRITES_AGAIN = "the next `pulumi up` writes it again, which does no harm where it exists";

const rewritten = (prior: PriorStorage): string =>
    `${storageLabel(prior)}: written since by somebody else, such as another stack or tool, or by a run that was broken off. ` +
    `GitHub does not tell all that it holds, so ${WRITES_AGAIN}; if it leaves the program before that, it stays as it is`;

const nothingFound = (prior: PriorStorage): string =>
    `${storageLabel(prior)}: GitHub returned no such storage record. Either the credential may not read it (${NEEDS_READ}), ` +
    `or it is for another organization. It stays in the state; ${WRITES_AGAIN}`;
