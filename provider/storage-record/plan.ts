import { sameOrganization } from "../vocabulary/artifacts";
import { UNKNOWN } from "../vocabulary/unknown";
import { type DesiredStorage, type PriorStorage, storageLabel } from "./model";

/** What happens to a storage record. `fields` are the names of the arguments that differ. */
export type StorageChange =
    | { readonly kind: "record"; readonly after: DesiredStorage }
    | { readonly kind: "update"; readonly after: DesiredStorage; readonly fields: readonly string[] }
    | { readonly kind: "replace"; readonly after: DesiredStorage; readonly fields: readonly string[] }
    | { readonly kind: "retire"; readonly after: DesiredStorage }
    | { readonly kind: "leave" }
    | { readonly kind: "settings" }
    | { readonly kind: "keep" };

/** The difference between the last known record on GitHub and the declaration, as data and as a line to read. */
export interface StoragePlan {
    readonly change: StorageChange;
    /** The number of calls, including the one that asks who last wrote what is to be retired. */
    readonly requests: number;
    /** `acme: ghcr.io/acme/api@sha256:0123456789ab… in https://ghcr.io: to update version; 1 request` */
    readonly summary: string;
}

/** A change of one of these makes it another record, because GitHub does not say what its key is. */
const IDENTITY = ["org", "name", "digest", "registryUrl", "repository"] as const;
const RECORDED = ["version", "artifactUrl", "path", "status", "githubRepository"] as const;

/**
 * | in the state | its record | declared                     | change   | sent                                  |
 * |--------------|------------|------------------------------|----------|---------------------------------------|
 * | —            |            | yes                          | record   | what is declared                      |
 * | yes          | any        | another identity             | replace  | the old one retired, then the new one |
 * | yes          | any        | other version, URL, status … | update   | what is declared                      |
 * | yes          | none       | the same                     | record   | what is declared                      |
 * | yes          | yes        | another removalStatus        | settings | —                                     |
 * | yes          | yes        | the same                     | keep     | —                                     |
 */
export function planStorageRecord(prior: PriorStorage | undefined, desired: DesiredStorage): StoragePlan {
    const change = changeOf(prior, desired);
    // The plan for the old record. The new one has its own plan: Pulumi creates it like any other.
    if (prior !== undefined && change.kind === "replace") return { ...planStorageRemoval(prior), change };
    return toPlan(change, desired, "after" in change ? 1 : 0);
}

/**
 * | in the state                          | change | sent                                         |
 * |---------------------------------------|--------|----------------------------------------------|
 * | its last write got no clear answer    | retire | what is in the state, with its removalStatus |
 * | retired already, by its status        | keep   | —                                            |
 * | updated by others, or it is elsewhere | leave  | —                                            |
 * | else                                  | retire | the same, once GitHub says that it is ours   |
 */
export function planStorageRemoval(prior: PriorStorage): StoragePlan {
    const doubt = prior.unconfirmed;
    if (isRetired(prior) && doubt !== "unclear") return toPlan({ kind: "keep" }, prior, 0);
    if (doubt === "rewritten") return toPlan({ kind: "leave" }, prior, 0);
    const { recordIds: _, writtenAt: __, unconfirmed: ___, baseUrl: ____, ...record } = prior;
    // A record that was declared as deleted keeps that status.
    const status = prior.status === "deleted" ? prior.status : prior.removalStatus;
    const after: DesiredStorage = { ...record, status };
    return toPlan({ kind: "retire", after }, prior, doubt === "unclear" ? 1 : 2);
}

const isRetired = ({ status, removalStatus }: PriorStorage): boolean =>
    status === removalStatus || status === "deleted";

function changeOf(prior: PriorStorage | undefined, desired: DesiredStorage): StorageChange {
    if (prior === undefined) return { kind: "record", after: desired };
    const identity = IDENTITY.filter((field) => differs(field, prior, desired));
    if (identity.length > 0) return { kind: "replace", after: desired, fields: identity };
    const fields = RECORDED.filter((field) => differs(field, prior, desired));
    if (fields.length > 0) return { kind: "update", after: desired, fields };
    if (prior.recordIds.length === 0) return { kind: "record", after: desired };
    return { kind: prior.removalStatus === desired.removalStatus ? "keep" : "settings" };
}

function differs(field: keyof DesiredStorage, prior: DesiredStorage, desired: DesiredStorage): boolean {
    return field === "org" ? !sameOrganization(prior.org, desired.org) : prior[field] !== desired[field];
}

const SAYS: Partial<Readonly<Record<StorageChange["kind"], string>>> = {
    keep: "unchanged",
    settings: "unchanged",
    leave: "to leave as is (updated by others)",
};

function toPlan(change: StorageChange, subject: DesiredStorage, requests: number): StoragePlan {
    const fields = "fields" in change ? ` ${change.fields.join(", ")}` : "";
    const what = SAYS[change.kind] ?? `to ${change.kind}${fields}`;
    const label = storageLabel(subject).replaceAll(UNKNOWN, "(not known yet)");
    return { change, requests, summary: `${label}: ${what}; ${requests} request${requests === 1 ? "" : "s"}` };
}
