import { type Difference, differencesIn } from "../resource/difference";
import type { DesiredStorage, PriorStorage } from "./model";
import type { StorageChange } from "./plan";

/**
 * The differences between a storage record and what is declared, for a preview that shows only these. If a refresh lost the record and
 * nothing else differs, the status is shown as added.
 */
export function differencesOf(change: StorageChange, prior: PriorStorage, desired: DesiredStorage): Difference[] {
    if (change.kind === "record") return [{ path: ["status"], kind: "add" }];
    const fields = "fields" in change ? [...change.fields] : [];
    if (prior.removalStatus !== desired.removalStatus) fields.push("removalStatus");
    return differencesIn(prior, desired, fields);
}
