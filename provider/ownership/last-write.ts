/** Who wrote a record last, as far as times tell: GitHub names nobody. */

/** Why a state holds something, and no record that GitHub returned for its last write. */
export type Doubt =
    /** A write got no clear answer: GitHub may hold either side of it. It is this stack's own all the same. */
    | "unclear"
    /** A refresh found that somebody else has written it since. */
    | "rewritten"
    /** A refresh got no record of it: it was pointed elsewhere, or the credential may not read it. */
    | "not-returned"
    /** It was imported: GitHub does not tell all of it. */
    | "imported"
    /** Its former owner left it to this resource, which could not write it. */
    | "moved";

/** What a state knows of something without a record. */
export interface Unconfirmed {
    readonly reason: Doubt;
    /** When this stack is known to have written it last: ISO 8601. Absent where that is not known. */
    readonly writtenAt?: string;
}

/** Why something has no record any more, with the time that its record told. */
export const unconfirmed = (reason: Doubt, writtenAt: string | undefined): Unconfirmed => ({
    reason,
    ...(writtenAt !== undefined && { writtenAt }),
});

/** Below this, two times are of one write: GitHub tells some of them in whole seconds. */
const ONE_WRITE = 1000;

/**
 * A time without its parts of a second. All records of one call then have one or two times, which a state keeps once. A time that is cut
 * is earlier by less than what two times of one write may differ in.
 */
export const toTheSecond = (time: string): string => time.replace(/\.\d+(?=Z$)/, "");

/** True where the second time is of a later write than the first. Times are compared as instants; one that is missing tells nothing. */
export const isLater = (known: string | undefined, found: string | undefined): boolean =>
    known !== undefined && found !== undefined && Date.parse(found) - Date.parse(known) >= ONE_WRITE;

/**
 * Whose a record is that is about to be retired.
 *
 * | GitHub returned it | written since | reading works | verdict   | then                                 |
 * |--------------------|---------------|---------------|-----------|--------------------------------------|
 * | yes                | no            |               | ours      | it is retired                        |
 * | yes                | yes           |               | rewritten | it is left as it is                  |
 * | no                 |               | yes           | gone      | nothing is sent: it points elsewhere |
 * | no                 |               | not known     | unseen    | nobody can tell: it is not retired   |
 */
export type Verdict = "ours" | "rewritten" | "gone" | "unseen";

/** The verdict on a record. `found` is what GitHub returned, if it did; `mayRead` is true once it returned anything known. */
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
