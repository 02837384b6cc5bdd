import type { ArtifactMetadataClient } from "../github/client";
import { isLater, NEEDS_READ } from "../ownership/last-write";
import type { Run } from "../ownership/run";
import { inLines } from "../text/printable";
import { type PriorStorage, storageLabel, withoutRecords, withRecords } from "./model";
import { recordsAt, statusOf, toRecorded } from "./wire";

/** What GitHub holds for a storage record, as far as it returns it. */
export interface RefreshedStorage {
    readonly record: PriorStorage;
    /** A warning if the record was not found or somebody else wrote it. */
    readonly warning?: string;
}

/**
 * Updates the record with what GitHub returns: the status, and the URL if one is declared. GitHub could not clear a URL
 * that is not declared. What GitHub does not return stays as it is in the state.
 *
 * | in the state                   | GitHub returned it | then                                                       |
 * |--------------------------------|--------------------|------------------------------------------------------------|
 * | with a record, or not returned | yes                | its record is what GitHub returned                         |
 * | with a record, or not returned | written later      | without a record: rewritten, as GitHub does not return all |
 * | without a record, other reason | yes                | as it was: only a write settles it                         |
 * | any                            | no                 | without a record: not returned, if nothing else            |
 */
export async function refreshStorageRecord(
    prior: PriorStorage,
    client: () => Promise<ArtifactMetadataClient>,
    run: Run,
): Promise<RefreshedStorage> {
    const found = recordsAt(prior, await (await client()).listStorageRecords(prior.org, prior.digest));
    const latest = found.at(-1);
    if (latest === undefined) {
        const record = prior.recordIds.length > 0 ? withoutRecords(prior, "not-returned") : prior;
        return { record, warning: nothingFound(prior) };
    }
    run.read(prior.org);
    const recordedUrl = latest.artifact_url || undefined;
    const told: PriorStorage = {
        ...prior,
        ...(prior.artifactUrl !== undefined && recordedUrl !== undefined && { artifactUrl: recordedUrl }),
        status: statusOf(latest.status, prior.status),
    };
    const doubt = prior.unconfirmed;
    if (doubt !== undefined && doubt !== "not-returned") return { record: told };
    if (!isLater(prior.writtenAt, latest.updated_at)) return { record: withRecords(told, toRecorded(found)) };
    return { record: withoutRecords(told, "rewritten"), warning: rewritten(prior) };
}

const rewritten = (prior: PriorStorage): string =>
    inLines([
        `${storageLabel(prior)}: updated in the meantime by someone else: by another stack or tool, or by an earlier run that was interrupted.`,
        "GitHub does not return all of it, so the next `pulumi up` writes it again. If you remove it from the program before that, it stays as " +
            "recorded.",
    ]);

const nothingFound = (prior: PriorStorage): string =>
    inLines([
        `${storageLabel(prior)}: GitHub returned no such storage record.`,
        `Either the credential cannot read it (${NEEDS_READ}), or the credential is for another organization.`,
        "It stays in the state, and the next `pulumi up` writes it again, which does no harm if it exists.",
    ]);
