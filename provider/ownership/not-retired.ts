import { NEEDS_READ, type Verdict } from "./last-write";
import type { Hold } from "./run";

/** Why a record that left its resource was not retired. */
export type WhyNotRetired = Exclude<Verdict, "ours"> | Hold;

/** Why a record was not retired, as lines for both resources. If there are several records, the lines apply to each. */
export const WHY: Readonly<Record<WhyNotRetired, readonly string[]>> = {
    rewritten: [
        "It was updated after this stack last wrote it: by another stack or tool, or by an earlier run that was interrupted.",
    ],
    gone: [
        "GitHub no longer lists it under this stack's digest: someone else pointed it to another digest, or retired it.",
    ],
    unseen: [
        "GitHub returned none of the records that this stack knows, so it is not known whether someone else updated it in the meantime.",
        `Either the credential cannot read it (${NEEDS_READ}), or the credential is for another organization, or an earlier run that got no ` +
            "answer already retired it, or another resource of this stack pointed it to another digest.",
    ],
    "not-written": [
        "Another resource declares it, but has not written it. Fix what prevents that resource from being written, and run again.",
        "If this resource itself is being replaced, remove the option deleteBeforeReplace for this run.",
    ],
    outdated: [
        "Another resource declares it, but this stack wrote it later than that resource did.",
        "Run `pulumi up --refresh`, so that the other resource writes it again.",
    ],
};

/** The advice for a record that leaves the state without being retired. */
export const LEAVES: readonly string[] = [
    "It leaves this stack's state. If it no longer runs and no one else manages it, declare it again, run `pulumi up`, then remove it.",
];

/** How to drop a record from the state and leave it as it is. */
export const DROP_IT = "run `pulumi state delete` with the URN of the resource";
