import { NEEDS_READ } from "../last-write";
import type { Leaving } from "../run";
import type { OnRejected } from "../vocabulary";
import type { Applied } from "./apply";
import { namedDeployments, type Target, targetLabel } from "./model";
import { type NotRetired, stays } from "./not-retired";
import { explainRejections } from "./rejections";

/** What is said of a plan that was carried out: lines, warnings, and reasons to fail. */
export interface Report {
    readonly lines: readonly string[];
    readonly warnings: readonly string[];
    readonly reasons: readonly string[];
}

/** Says what became of a plan. A delete fails with all that has to stay. */
export function reportOn(applied: Applied, target: Target, onRejected: OnRejected, leaving: Leaving): Report {
    const report = { lines: [] as string[], warnings: [] as string[], reasons: [...applied.failures] };
    const rejections = explainRejections(applied.rejections);
    const isFailure = onRejected === "fail" || leaving === "delete";
    (isFailure ? report.reasons : report.warnings).push(...rejections);
    for (const [why, names] of applied.notRetired) {
        const isStaying = stays(why, onRejected);
        const line = `${targetLabel(target)}: ${SAYS[why](namedDeployments(names), isStaying)}`;
        if (why === "declared" || (why === "not-written" && leaving === "update")) report.lines.push(line);
        else if (isStaying) report.reasons.push(line);
        else report.warnings.push(line);
    }
    return report;
}

const DECLARE_AGAIN =
    "It leaves this stack's state. What does not run any more, and nobody else looks after, is retired so: declare it " +
    "again, run `pulumi up`, then take it out";

const MEND_AND_DECLARE =
    "It leaves this stack's state. What does not run any more is retired so: mend that, declare it again, run `pulumi up`, " +
    "then take it out";

const MEND =
    'Mend that, and run again. To drop it from the state as it is, set onRejected to "warn", or run `pulumi state delete` ' +
    "with the URN of the resource";

/** Of a replacement that is forced (`--replace`), no call tells that the old one is deleted first. */
const DELETED_FIRST = "If it is this set itself that is replaced, take the option deleteBeforeReplace out for this run";

const SAYS: Readonly<Record<NotRetired, (what: string, isStaying: boolean) => string>> = {
    declared: (what) => `not decommissioned, as another resource declares it: ${what}`,
    rewritten: (what) =>
        `left as recorded: ${what}. It was written after this stack wrote it, by another stack or tool, or by a run that was broken off. ` +
        DECLARE_AGAIN,
    gone: (what) =>
        `not decommissioned: ${what}. GitHub does not list it under this stack's digest any more: somebody else has pointed it ` +
        `to another digest, or decommissioned it. ${DECLARE_AGAIN}`,
    unseen: (what, isStaying) =>
        `not decommissioned: ${what}. GitHub returned no record that this stack knows, so nobody can tell whether ` +
        `somebody else has written it since. Either the credential may not read it (${NEEDS_READ}), or it is for another ` +
        "organization, or a run that got no answer has retired it already, or another set of this stack has pointed it to " +
        `another digest. ${isStaying ? MEND : MEND_AND_DECLARE}`,
    not_found: (what) =>
        `GitHub finds neither an attestation nor the repository of ${what} any more, and decommissioned nothing. It leaves ` +
        "the state. If its repository was renamed, declare it once more, with the new name as githubRepository and with " +
        'the status "decommissioned"',
    "not-written": (what) =>
        `kept in the state, as another resource declares it and has not written it: ${what}. Mend what keeps that one from ` +
        `being written, and run again. ${DELETED_FIRST}`,
    outdated: (what) =>
        `kept in the state: ${what}. Another resource declares it, and this stack has written it since that one did: run ` +
        "`pulumi up --refresh`, so that the other one writes it again",
};
