import type { ArtifactMetadataClient } from "../github/client";
import { NEEDS_READ, type Verdict, verdictOf } from "../last-write";
import { PlainError } from "../plain-error";
import type { Run } from "../run";
import {
    type DesiredStorage,
    locationKey,
    type PriorStorage,
    type StorageRecord,
    storageLabel,
    writtenAt,
} from "./model";
import type { StorageChange } from "./plan";
import { recordsAt, toCall, toRecord } from "./wire";

/** With what a change is carried out. */
export interface Means {
    readonly client: () => Promise<ArtifactMetadataClient>;
    readonly run: Run;
}

/** Sends one storage record and returns what GitHub recorded. Throws where it did not, or does not say so. */
export async function writeStorageRecord(record: DesiredStorage, means: Means): Promise<readonly StorageRecord[]> {
    const { records } = await (await means.client()).createArtifactStorageRecord(toCall(record));
    const recorded = recordsAt(record, records);
    if (recorded.length === 0) throw notNamed(record);
    return recorded.map(toRecord);
}

/** What is planned for a storage record that leaves its resource. */
type Leaving = Extract<StorageChange, { readonly kind: "retire" | "leave" }>;

/** What became of a storage record that left its resource. */
export type Fate =
    | "retired"
    /** Another resource of this run owns it. */
    | "declared"
    /** Somebody else has written it since. */
    | "rewritten"
    /** GitHub does not list it any more. */
    | "gone";

/**
 * Retires a storage record as the plan says, if nobody else owns it. Throws where that cannot be told, and where its owner
 * to be has not written it: then the record must not be forgotten.
 */
export async function retireStorageRecord(prior: PriorStorage, change: Leaving, means: Means): Promise<Fate> {
    const key = locationKey(prior);
    return means.run.inTurn(key, async () => {
        const isFree = (): boolean => {
            const release = means.run.release(key, { writtenAt: writtenAt(prior) }, "delete");
            if (release !== "retire" && release !== "forget") {
                throw new PlainError(`${storageLabel(prior)}: ${HELD[release]}`);
            }
            return release === "retire";
        };
        if (!isFree()) return "declared";
        const verdict = change.kind === "leave" ? "rewritten" : await judge(prior, means);
        // While GitHub was asked, another resource may have declared it.
        if (!isFree()) return "declared";
        if (verdict === "unseen") throw new PlainError(`${storageLabel(prior)}: ${UNSEEN}`);
        if (verdict !== "ours" || change.kind === "leave") return verdict === "gone" ? "gone" : "rewritten";
        means.run.retire(key);
        const { records, total = 0 } = await (await means.client()).createArtifactStorageRecord(toCall(change.after));
        if (recordsAt(prior, records).length === 0 && total === 0) throw notNamed(prior);
        return "retired";
    });
}

/** Asks GitHub who wrote a record last. What got no clear answer is this stack's own. */
async function judge(prior: PriorStorage, { client, run }: Means): Promise<Verdict> {
    if (prior.unconfirmed?.reason === "unclear") return "ours";
    const replies = await (await client()).listStorageRecords(prior.org, prior.digest);
    const found = recordsAt(prior, replies).at(-1);
    if (found !== undefined) run.read(prior.org);
    return verdictOf(writtenAt(prior), found, run.mayRead(prior.org));
}

const notNamed = (record: DesiredStorage): PlainError =>
    new PlainError(
        `${storageLabel(record)}: GitHub accepted the call and named no such record, so nobody can tell what it holds. Run ` +
            "`pulumi up` again: writing a record twice does no harm",
    );

const HELD = {
    "not-written":
        "kept in the state, as another resource declares it and has not written it: mend what keeps that one from being " +
        "written, and run again. If it is this record itself that is replaced, take the option deleteBeforeReplace out for this run",
    outdated:
        "kept in the state: another resource declares it, and this stack has written it since that one did. Run " +
        "`pulumi up --refresh`, so that the other one writes it again",
} as const;

const UNSEEN =
    "not retired, as GitHub returned no record that this stack knows: nobody can tell whether somebody else has written it " +
    `since. Either the credential may not read it (${NEEDS_READ}), or it is for another organization, or a run ` +
    "that got no answer has retired it already. Mend that, and run again. To drop it from the state as it is, run `pulumi state delete` with the URN of the resource";
