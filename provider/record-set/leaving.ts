import type { ArtifactMetadataClient, DeploymentReply } from "../github/client";
import { type Verdict, verdictOf } from "../ownership/last-write";
import type { Run } from "../ownership/run";
import { digestsOf, lookUp } from "./lookup";
import { type HeldSet, type Target, writtenAt } from "./model";
import { type Decommission, digestsToAsk, isAsked } from "./plan";

/** Who owns the records that are about to be retired. */
export interface Judged {
    /** By deployment name. Without an entry, GitHub could not be asked. */
    readonly verdicts: ReadonlyMap<string, Verdict>;
    /** Why GitHub could not be asked, if so. Only the first error is kept. */
    readonly error?: Error;
}

/**
 * If GitHub returned nothing that this stack knows, at most this many more digests are read to find out whether the credential can read.
 */
const MOST_FURTHER_READS = 2;

/** Asks GitHub who last wrote what is about to be retired, with one call for each digest. */
export async function judge(
    leaving: readonly Decommission[],
    set: Target & HeldSet,
    client: () => Promise<ArtifactMetadataClient>,
    run: Run,
): Promise<Judged> {
    const find = lookUp(set, client);
    const found = new Map<string, DeploymentReply>();
    const unread = new Map<string, Error>();
    const read = async (digest: string): Promise<void> => {
        try {
            const records = await find(digest);
            for (const [name, record] of records) found.set(name, record);
            if (records.size > 0) run.read(set.org);
        } catch (error) {
            unread.set(digest, error as Error);
        }
    };
    const asked = digestsToAsk(leaving, set);
    await Promise.all(asked.map(read));
    const isMissing = ({ name, before }: Decommission) => !found.has(name) && !unread.has(before.digest);
    if (!run.mayRead(set.org) && leaving.some((change) => isAsked(change, set) && isMissing(change))) {
        const further = digestsOf(set).filter((digest) => !asked.includes(digest));
        await Promise.all(further.slice(0, MOST_FURTHER_READS).map(read));
    }
    const verdicts = leaving.flatMap((change): [string, Verdict][] => {
        const { name, before } = change;
        if (!isAsked(change, set)) return [[name, "ours"]];
        if (unread.has(before.digest)) return [];
        return [[name, verdictOf(writtenAt(set, name), found.get(name), run.mayRead(set.org))]];
    });
    const [error] = asked.flatMap((digest) => unread.get(digest) ?? []);
    return { verdicts: new Map(verdicts), ...(error && { error }) };
}
