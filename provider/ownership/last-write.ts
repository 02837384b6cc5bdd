/** Who wrote a record last, as far as the times show: GitHub names no writer. */

/** Why a state has something without a record of its last write. */
export type Doubt =
    /** A write got no clear answer: GitHub may hold the old or the new version. The write is still this stack's own. */
    | "unclear"
    /** A refresh found that somebody else wrote it in the meantime. */
    | "rewritten"
    /** A refresh got no record of it: it points to another digest, or the credential cannot read it. */
    | "not-returned"
    /** It was imported: GitHub does not return all of its fields. */
    | "imported"
    /** Its former owner left it to this resource, which failed to write it. */
    | "moved";

/** What a state knows about something without a record. */
export interface Unconfirmed {
    readonly reason: Doubt;
    /** When this stack is known to have last written it: ISO 8601. Absent if that is not known. */
    readonly writtenAt?: string;
}

/** Why something no longer has a record, with the time of the last write, if it is known. */
export const unconfirmed = (reason: Doubt, writtenAt: string | undefined): Unconfirmed => ({
    reason,
    ...(writtenAt !== undefined && { writtenAt }),
});

/** Times that differ by less than this belong to one write: GitHub returns some of them in whole seconds. */
const ONE_WRITE = 1000;

/**
 * A time without its fraction of a second. All records of one call then have one or two times, which a state keeps once. The cut makes a
 * time earlier by less than the times of one write may differ.
 */
export const toTheSecond = (time: string): string => time.replace(/\.\d+(?=Z$)/, "");

/** True if the second time belongs to a later write than the first. Times are compared as instants; a missing time shows nothing. */
export const isLater = (known: string | undefined, found: string | undefined): boolean =>
    known !== undefined && found !== undefined && Date.parse(found) - Date.parse(known) >= ONE_WRITE;

/**
 * Who owns a record that is about to be retired.
 *
 * | GitHub returned it | written later | can read  | verdict   | then                                 |
 * |--------------------|---------------|-----------|-----------|--------------------------------------|
 * | yes                | no            |           | ours      | it is retired                        |
 * | yes                | yes           |           | rewritten | it is left as it is                  |
 * | no                 |               | yes       | gone      | nothing is sent: it points elsewhere |
 * | no                 |               | not known | unseen    | the owner is unknown: not retired    |
 */
export type Verdict = "ours" | "rewritten" | "gone" | "unseen";

/** The verdict on a record. `found` is what GitHub returned, if anything; `mayRead` is true once GitHub returned anything that is known. */
export function verdictOf(
    writtenAt: string | undefined,
    found: { readonly updated_at?: string } | undefined,
    mayRead: boolean,
): Verdict {
    if (found === undefined) return mayRead ? "gone" : "unseen";
    return isLater(writtenAt, found.updated_at) ? "rewritten" : "ours";
}

/** What a credential needs to read records. */
export const NEEDS_READ = 'it needs "artifact-metadata: read" on the repositories that built the artifacts';
