import { DROP_IT, LEAVES, WHY } from "../ownership/not-retired";
import type { Leaving } from "../ownership/run";
import { inLines } from "../text/printable";
import type { OnRejected } from "../vocabulary/words";
import type { Applied } from "./apply";
import { namedDeployments, type Target, targetLabel } from "./model";
import { type NotRetired, stays } from "./not-retired";
import { type Explain, explainRejections } from "./rejections";

/** The report on an applied plan: lines, warnings, and reasons to fail. */
export interface Report {
    readonly lines: readonly string[];
    readonly warnings: readonly string[];
    readonly reasons: readonly string[];
}

/** Reports on an applied plan. A delete fails with everything that has to stay. */
export async function reportOn(applied: Applied, target: Target, means: Told): Promise<Report> {
    const { onRejected, leaving } = means;
    const report = { lines: [] as string[], warnings: [] as string[], reasons: [...applied.failures] };
    for (const { says, isStaying } of await explainRejections(applied.rejections, target.org, means.explain)) {
        const isFailure = isStaying && (onRejected === "fail" || leaving === "delete");
        (isFailure ? report.reasons : report.warnings).push(says);
    }
    for (const [why, names] of applied.notRetired) {
        const isStaying = stays(why, onRejected);
        const line = `${targetLabel(target)}: ${tell(why, namedDeployments(names), isStaying)}`;
        if (why === "declared" || (why === "not-written" && leaving === "update")) report.lines.push(line);
        else if (isStaying) report.reasons.push(line);
        else report.warnings.push(line);
    }
    return report;
}

/** What a report depends on. */
interface Told {
    readonly onRejected: OnRejected;
    readonly leaving: Leaving;
    readonly explain: Explain;
}

/** The first line, which says what was not retired. */
const SAYS: Readonly<Record<NotRetired, (what: string) => string>> = {
    declared: (what) => `not decommissioned, because another resource declares it: ${what}`,
    rewritten: (what) => `left unchanged on GitHub: ${what}.`,
    gone: (what) => `not decommissioned: ${what}.`,
    unseen: (what) => `not decommissioned: ${what}.`,
    "not-written": (what) => `kept in the state: ${what}.`,
    outdated: (what) => `kept in the state: ${what}.`,
};

const FIX = `Fix that, and run again. To drop it from the state as it is, set onRejected to "warn", or ${DROP_IT}.`;

function tell(why: NotRetired, what: string, isStaying: boolean): string {
    const first = SAYS[why](what);
    if (why === "declared") return first;
    const next = why === "unseen" && isStaying ? [FIX] : isStaying ? [] : LEAVES;
    return inLines([first, ...WHY[why], ...next]);
}
