import { type Difference, differencesIn } from "../resource/difference";
import type { DesiredStorage, PriorStorage } from "./model";
import type { StorageChange } from "./plan";

/**
 * The properties in which a storage record differs from what is declared, for a preview that shows just these. Where a
 * refresh lost the record, none need differ: it comes with its status.
 */
export function differencesOf(change: StorageChange, prior: PriorStorage, desired: DesiredStorage): Difference[] {
    if (change.kind === "record") return [{ path: ["status"], kind: "add" }];
    const fields = "fields" in change ? [...change.fields] : [];
    if (prior.removalStatus !== desired.removalStatus) fields.push("removalStatus");
    return differencesIn(prior, desired, fields);
}
