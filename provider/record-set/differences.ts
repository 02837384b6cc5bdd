import { type Difference, kindOf } from "../difference";
import { isUnknown } from "../vocabulary";
import type { DesiredSet, PriorSet } from "./model";
import type { Change, Plan } from "./plan";

/**
 * The properties in which a set differs from what is declared, for a preview that shows just these.
 *
 * | change                            | path                          | shown as                          |
 * |-----------------------------------|-------------------------------|-----------------------------------|
 * | record, new                       | the deployment                | add                               |
 * | record, lost at a refresh         | the deployment                | update                            |
 * | update                            | each field of the deployment  | add, update, delete               |
 * | decommission, forget              | the deployment                | delete                            |
 * | deployments not known before up   | all deployments               | update                            |
 * | another onRejected                | onRejected                    | update                            |
 * | nothing is rejected any more      | rejected                      | delete                            |
 */
export function differencesOf({ changes }: Plan, prior: PriorSet, desired: DesiredSet): Difference[] {
    const differences: Difference[] = isUnknown(desired.deployments)
        ? [{ path: ["deployments"], kind: "update" }]
        : changes.flatMap((change) => ofChange(change, prior, desired.deployments));
    if (prior.onRejected !== desired.onRejected) differences.push({ path: ["onRejected"], kind: "update" });
    if (differences.length === 0 && prior.rejected.size > 0) differences.push({ path: ["rejected"], kind: "delete" });
    return differences;
}

function ofChange(change: Change, prior: PriorSet, declared: DesiredSet["deployments"]): Difference[] {
    const path = ["deployments", change.name] as const;
    if (change.kind === "keep") return [];
    if (change.kind === "record") return [{ path, kind: prior.deployments.has(change.name) ? "update" : "add" }];
    if (change.kind !== "update") return [{ path, kind: "delete" }];
    if (!isUnknown(declared) && isUnknown(declared.get(change.name))) return [{ path, kind: "update" }];
    const { before, after } = change;
    return change.fields.map((field) => ({ path: [...path, field], kind: kindOf(before, after, field) }));
}
