import { type Difference, differencesIn } from "../resource/difference";
import { isUnknown } from "../vocabulary/unknown";
import type { DesiredSet, PriorSet } from "./model";
import type { Change, Plan } from "./plan";

/**
 * The differences between a set and what is declared, for a preview that shows only these.
 *
 * | change                          | path                         | shown as            |
 * |---------------------------------|------------------------------|---------------------|
 * | record, also after a refresh    | the deployment               | add                 |
 * | update                          | each field of the deployment | add, update, delete |
 * | decommission, forget, leave     | the deployment               | delete              |
 * | deployments not known before up | all deployments              | update              |
 * | another onRejected              | onRejected                   | update              |
 * | nothing is rejected now         | rejected                     | delete              |
 */
export function differencesOf({ changes }: Plan, prior: PriorSet, desired: DesiredSet): Difference[] {
    const differences: Difference[] = desired.open
        ? [{ path: ["deployments"], kind: "update" }]
        : changes.flatMap((change) => ofChange(change, desired.deployments));
    if (prior.onRejected !== desired.onRejected) differences.push({ path: ["onRejected"], kind: "update" });
    if (differences.length === 0 && prior.rejected.size > 0) differences.push({ path: ["rejected"], kind: "delete" });
    return differences;
}

function ofChange(change: Change, declared: DesiredSet["deployments"]): Difference[] {
    const path = ["deployments", change.name] as const;
    if (change.kind === "keep") return [];
    if (change.kind === "record") return [{ path, kind: "add" }];
    if (change.kind !== "update") return [{ path, kind: "delete" }];
    if (isUnknown(declared.get(change.name))) return [{ path, kind: "update" }];
    const { before, after } = change;
    return differencesIn(before, after, change.fields, path);
}
