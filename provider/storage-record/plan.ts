import { sameOrganization, UNKNOWN } from "../vocabulary";
import { type DesiredStorage, type PriorStorage, storageLabel } from "./model";

/** What becomes of a storage record. `fields` are the names of the arguments that differ. */
export type StorageChange =
    | { readonly kind: "record"; readonly after: DesiredStorage }
    | { readonly kind: "update"; readonly after: DesiredStorage; readonly fields: readonly string[] }
    | { readonly kind: "replace"; readonly after: DesiredStorage; readonly fields: readonly string[] }
    | { readonly kind: "retire"; readonly after: DesiredStorage }
    | { readonly kind: "settings" }
    | { readonly kind: "keep" };

/** The difference between what GitHub was last known to hold and what is declared, as data and as a line to read. */
export interface StoragePlan {
    readonly change: StorageChange;
    /** `acme: ghcr.io/acme/api@sha256:0123456789ab… in https://ghcr.io: to update version; 1 request` */
    readonly summary: string;
}

/** A change of one of these makes another record of it: GitHub does not say what its key is. */
const IDENTITY = ["org", "name", "digest", "registryUrl", "repository"] as const;
const RECORDED = ["version", "artifactUrl", "path", "status", "githubRepository"] as const;

/**
 * | in the state | its record | declared                      | change   | sent                                   |
 * |--------------|------------|-------------------------------|----------|----------------------------------------|
 * | —            |            | yes                           | record   | what is declared                       |
 * | yes          | any        | another identity              | replace  | the old one retired, then the new one  |
 * | yes          | none       | the same identity             | record   | what is declared: a refresh lost it    |
 * | yes          | yes        | other version, URL, status …  | update   | what is declared                       |
 * | yes          | yes        | another removalStatus         | settings | —                                      |
 * | yes          | yes        | the same                      | keep     | —                                      |
 */
export function planStorageRecord(prior: PriorStorage | undefined, desired: DesiredStorage): StoragePlan {
    const change = changeOf(prior, desired);
    if (prior === undefined || change.kind !== "replace") return toPlan(change, desired);
    // What becomes of the old record. Of the new one, its own plan tells: Pulumi creates it like any other.
    return { change, summary: planStorageRemoval(prior).summary };
}

/** | in the state | active | retired already, by its status | → | retire | keep | */
export function planStorageRemoval(prior: PriorStorage): StoragePlan {
    const change: StorageChange = isRetired(prior)
        ? { kind: "keep" }
        : { kind: "retire", after: { ...prior, status: prior.removalStatus } };
    return toPlan(change, prior);
}

const isRetired = ({ status, removalStatus }: PriorStorage): boolean =>
    status === removalStatus || status === "deleted";

function changeOf(prior: PriorStorage | undefined, desired: DesiredStorage): StorageChange {
    if (prior === undefined) return { kind: "record", after: desired };
    const identity = IDENTITY.filter((field) => differs(field, prior, desired));
    if (identity.length > 0) return { kind: "replace", after: desired, fields: identity };
    if (prior.records.length === 0) return { kind: "record", after: desired };
    const fields = RECORDED.filter((field) => differs(field, prior, desired));
    if (fields.length > 0) return { kind: "update", after: desired, fields };
    return { kind: prior.removalStatus === desired.removalStatus ? "keep" : "settings" };
}

function differs(field: keyof DesiredStorage, prior: DesiredStorage, desired: DesiredStorage): boolean {
    return field === "org" ? !sameOrganization(prior.org, desired.org) : prior[field] !== desired[field];
}

function toPlan(change: StorageChange, subject: DesiredStorage): StoragePlan {
    const what = `to ${change.kind}${"fields" in change ? ` ${change.fields.join(", ")}` : ""}`;
    const label = storageLabel(subject).replaceAll(UNKNOWN, "(not known yet)");
    return { change, summary: "after" in change ? `${label}: ${what}; 1 request` : `${label}: unchanged; 0 requests` };
}
