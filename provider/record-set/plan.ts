import { isDeepStrictEqual } from "node:util";
import { byCodeUnit, DEPLOYMENTS_PER_CALL, isUnknown, UNKNOWN, type Unknown } from "../vocabulary";
import { type Deployment, type DesiredSet, type PriorSet, type Target, targetLabel } from "./model";

/** What becomes of one deployment, with both sides. `fields` are the names of the arguments that differ. */
export type Change =
    | { readonly kind: "record"; readonly name: string; readonly after: Deployment }
    | {
          readonly kind: "update";
          readonly name: string;
          readonly before: Deployment;
          readonly after: Deployment;
          readonly fields: readonly string[];
      }
    | { readonly kind: "decommission"; readonly name: string; readonly before: Deployment; readonly after: Deployment }
    | { readonly kind: "forget"; readonly name: string; readonly before: Deployment }
    | { readonly kind: "keep"; readonly name: string; readonly before: Deployment };

/** The difference between what GitHub was last known to hold and what is declared, as data and as a line to read. */
export interface Plan {
    /** One for each deployment name on either side, in the order of the names. */
    readonly changes: readonly Change[];
    /** How many calls carry it out. */
    readonly requests: number;
    /** `acme/prod-eu-1/production: 2 to record, 1 to update, 1 to decommission, 996 unchanged; 1 request` */
    readonly summary: string;
}

/**
 * | in the state       | its record | declared  | change       | sent                                    |
 * |--------------------|------------|-----------|--------------|-----------------------------------------|
 * | —                  |            | yes       | record       | the declared entry                      |
 * | yes                | none       | yes       | record       | the declared entry: a refresh lost it   |
 * | yes                | yes        | the same  | keep         | —                                       |
 * | yes                | yes        | different | update       | the declared entry                      |
 * | yes, deployed      | any        | —         | decommission | the entry of the state, decommissioned  |
 * | yes, decommissioned| any        | —         | forget       | — (GitHub keeps the record)             |
 */
export function planRecordSet(
    prior: Pick<PriorSet, "deployments" | "records"> | undefined,
    desired: Target & Pick<DesiredSet, "deployments">,
): Plan {
    if (isUnknown(desired.deployments)) {
        return { changes: [], requests: 0, summary: `${labelOf(desired)}: deployments not known before up` };
    }
    const declared = desired.deployments;
    const priorDeployments = prior?.deployments ?? new Map<string, Deployment>();
    const leaving = [...priorDeployments.keys()].filter((name) => !declared.has(name));
    const names = [...declared.keys(), ...leaving].sort(byCodeUnit);
    const inOrder = (side: ReadonlyMap<string, Deployment | Unknown>) => names.flatMap((name) => side.get(name) ?? []);
    const artifacts = artifactsByDigest(leaving.length > 0 ? [...inOrder(priorDeployments), ...inOrder(declared)] : []);
    const changes = names.map((name) => {
        const before = priorDeployments.get(name);
        const after = declared.get(name);
        if (after === undefined) return planRemoval(name, before as Deployment, artifacts);
        const recorded = prior?.records.has(name) ? before : undefined;
        return planEntry(name, recorded, isUnknown(after) ? UNKNOWN_DEPLOYMENT : after);
    });
    return toPlan(desired, changes);
}

const UNKNOWN_DEPLOYMENT = { name: UNKNOWN, digest: UNKNOWN, status: UNKNOWN } as unknown as Deployment;

function planEntry(name: string, before: Deployment | undefined, after: Deployment): Change {
    if (before === undefined) return { kind: "record", name, after };
    const fields = differingFields(before, after);
    return fields.length === 0 ? { kind: "keep", name, before } : { kind: "update", name, before, after, fields };
}

function planRemoval(name: string, before: Deployment, artifacts: ReadonlyMap<string, Deployment>): Change {
    if (before.status === "decommissioned") return { kind: "forget", name, before };
    const { name: artifact, version } = artifacts.get(before.digest) as Deployment;
    const { version: _, ...rest } = before;
    const after: Deployment = { ...rest, name: artifact, ...(version && { version }), status: "decommissioned" };
    return { kind: "decommission", name, before, after };
}

/** GitHub wants one name and one version for a digest in a call: what leaves is sent with those of what stays. */
function artifactsByDigest(deployments: readonly (Deployment | Unknown)[]): ReadonlyMap<string, Deployment> {
    return new Map(deployments.flatMap((entry) => (isUnknown(entry) ? [] : [[entry.digest, entry]])));
}

const FIELDS = ["name", "digest", "version", "status", "githubRepository", "tags", "runtimeRisks"] as const;

const differingFields = (before: Deployment, after: Deployment): string[] =>
    FIELDS.filter((field) => !isSame(before[field], after[field]));

const isSame = (one: unknown, other: unknown): boolean =>
    one === other || (typeof one === "object" && isDeepStrictEqual(one, other));

function toPlan(target: Target, changes: readonly Change[]): Plan {
    const count = (kind: Change["kind"]): number => changes.filter((change) => change.kind === kind).length;
    const requests = Math.ceil(changes.filter(isSent).length / DEPLOYMENTS_PER_CALL);
    const counts = [
        [count("record"), "to record"],
        [count("update"), "to update"],
        [count("decommission"), "to decommission"],
        [count("forget"), "to forget, decommissioned already"],
        [count("keep"), "unchanged"],
    ] as const;
    const parts = counts.filter(([number]) => number > 0).map(([number, what]) => `${number} ${what}`);
    const calls = `${requests} request${requests === 1 ? "" : "s"}`;
    return { changes, requests, summary: `${labelOf(target)}: ${parts.join(", ") || "no deployments"}; ${calls}` };
}

/** A change that takes an entry in a call. */
export type SentChange = Extract<Change, { after: Deployment }>;

/** True for a change that takes an entry in a call. */
export const isSent = (change: Change): change is SentChange => "after" in change;

/** True where carrying out the plan would change what GitHub or the state holds. */
export const isChange = (change: Change): boolean => change.kind !== "keep";

const labelOf = (target: Target): string => targetLabel(target).replaceAll(UNKNOWN, "(not known yet)");
