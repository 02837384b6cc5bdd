import type { ArtifactMetadataClient } from "../github/client";
import { type Verdict, verdictOf } from "../ownership/last-write";
import { DROP_IT, WHY, type WhyNotRetired } from "../ownership/not-retired";
import type { Run } from "../ownership/run";
import { PlainError } from "../text/plain-error";
import { inLines } from "../text/printable";
import { type DesiredStorage, locationKey, type PriorStorage, type Recorded, storageLabel } from "./model";
import type { StorageChange } from "./plan";
import { recordsAt, toCall, toRecorded } from "./wire";

/** What is needed to apply a change. */
export interface Means {
    readonly client: () => Promise<ArtifactMetadataClient>;
    readonly run: Run;
}

/** Sends one storage record and returns what GitHub recorded. Throws if GitHub recorded nothing or does not say so. */
export async function writeStorageRecord(record: DesiredStorage, means: Means): Promise<Recorded> {
    const { records } = await (await means.client()).createArtifactStorageRecord(toCall(record));
    const recorded = recordsAt(record, records);
    if (recorded.length === 0) throw notNamed(record);
    return toRecorded(recorded);
}

/** The plan for a storage record that leaves its resource. */
type Leaving = Extract<StorageChange, { readonly kind: "retire" | "leave" }>;

/** What happened to a storage record that left its resource. */
export type Fate =
    | "retired"
    /** Another resource of this run owns it. */
    | "declared"
    /** Somebody else wrote it in the meantime. */
    | "rewritten"
    /** GitHub no longer lists it. */
    | "gone";

/**
 * Retires a storage record as planned, if nobody else owns it. Throws if the owner cannot be found out, or if the new owner has not written
 * it, because the state must then keep the record.
 */
export async function retireStorageRecord(prior: PriorStorage, change: Leaving, means: Means): Promise<Fate> {
    const key = locationKey(prior);
    return means.run.inTurn(key, async () => {
        const isFree = (): boolean => {
            const release = means.run.release(key, { writtenAt: prior.writtenAt, ids: prior.recordIds }, "delete");
            if (release !== "retire" && release !== "forget") {
                throw notRetired(prior, "kept in the state.", release);
            }
            return release === "retire";
        };
        if (!isFree()) return "declared";
        const verdict = change.kind === "leave" ? "rewritten" : await judge(prior, means);
        // Another resource may have declared it in the meantime.
        if (!isFree()) return "declared";
        if (verdict === "unseen") throw notRetired(prior, "not retired.", "unseen", FIX);
        if (verdict !== "ours" || change.kind === "leave") return verdict === "gone" ? "gone" : "rewritten";
        means.run.retire(key, prior.recordIds);
        const { records, total = 0 } = await (await means.client()).createArtifactStorageRecord(toCall(change.after));
        if (recordsAt(prior, records).length === 0 && total === 0) throw notNamed(prior);
        return "retired";
    });
}

/** Asks GitHub who last wrote a record. A write without a clear answer is this stack's own. */
async function judge(prior: PriorStorage, { client, run }: Means): Promise<Verdict> {
    if (prior.unconfirmed === "unclear") return "ours";
    const replies = await (await client()).listStorageRecords(prior.org, prior.digest);
    const found = recordsAt(prior, replies).at(-1);
    if (found !== undefined) run.read(prior.org);
    return verdictOf(prior.writtenAt, found, run.mayRead(prior.org));
}

const notNamed = (record: DesiredStorage): PlainError =>
    new PlainError(
        inLines([
            `${storageLabel(record)}: GitHub accepted the call, but its answer does not contain this record, so it is not known whether it was recorded.`,
            "Run `pulumi up` again: writing a record twice does no harm.",
        ]),
    );

const notRetired = (prior: PriorStorage, says: string, why: WhyNotRetired, ...next: readonly string[]): PlainError =>
    new PlainError(inLines([`${storageLabel(prior)}: ${says}`, ...WHY[why], ...next]));

const FIX = `Fix that, and run again. To drop it from the state as it is, ${DROP_IT}.`;
