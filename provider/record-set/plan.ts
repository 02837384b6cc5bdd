import { isDeepStrictEqual } from "node:util";
import { artifactKeys } from "../vocabulary/artifacts";
import { byCodeUnit } from "../vocabulary/order";
import { isUnknown, STAND_IN_ENDING, UNKNOWN, type Unknown } from "../vocabulary/unknown";
import { DEPLOYMENTS_PER_CALL } from "../vocabulary/words";
import { type DeclaredDeployments, type Deployment, type HeldSet, type Target, targetLabel } from "./model";

/** What happens to one deployment, with both sides. `fields` are the names of the arguments that differ. */
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
    | { readonly kind: "leave"; readonly name: string; readonly before: Deployment }
    | { readonly kind: "keep"; readonly name: string; readonly before: Deployment };

/** The difference between the last known records on GitHub and the declaration, as data and as a line to read. */
export interface Plan {
    /** One change for each deployment name on either side, sorted by name. */
    readonly changes: readonly Change[];
    /**
     * The highest number of calls, including those that ask who last wrote what is to be decommissioned. If GitHub returns nothing that is
     * known, two more calls may check whether the credential can read.
     */
    readonly requests: number;
    /** `acme/prod-eu-1/production: 2 to record, 1 to update, 1 to decommission, 996 unchanged; 1 request` */
    readonly summary: string;
}

/** What a plan starts from. It only needs to know whether there is a record. */
export interface HeldBefore extends Omit<HeldSet, "records"> {
    readonly records: Pick<ReadonlyMap<string, unknown>, "has">;
}

/**
 * | in the state        | its record | declared  | change       | sent                                                  |
 * |---------------------|------------|-----------|--------------|-------------------------------------------------------|
 * | —                   |            | yes       | record       | the declared entry                                    |
 * | yes                 | any        | different | update       | the declared entry                                    |
 * | yes                 | none       | the same  | record       | the declared entry                                    |
 * | yes                 | yes        | the same  | keep         | —                                                     |
 * | yes                 | yes        | the same  | record       | the same, if its name is retired in another case      |
 * | yes, deployed       | any        | —         | decommission | the entry of the state, decommissioned, if it is ours |
 * | yes, deployed       | rewritten  | —         | leave        | — (somebody else wrote it in the meantime)            |
 * | yes, decommissioned | any        | —         | forget       | — (GitHub keeps the record)                           |
 * | yes                 | unclear    | —         | decommission | the entry of the state, decommissioned                |
 *
 * While a preview does not know everything that is declared, it plans nothing for deployments that are not in the known part: they may
 * be in the rest.
 */
export function planRecordSet(prior: HeldBefore | undefined, desired: Target & DeclaredDeployments): Plan {
    const { deployments: declared, open } = desired;
    const held = prior ?? NOTHING;
    const priorDeployments = held.deployments;
    const leaving = open ? [] : [...priorDeployments.keys()].filter((name) => !declared.has(name));
    const names = [...declared.keys(), ...leaving].sort(byCodeUnit);
    const inOrder = (side: ReadonlyMap<string, Deployment | Unknown>) => names.flatMap((name) => side.get(name) ?? []);
    const artifactOf = artifactsIn(leaving.length > 0 ? [...inOrder(priorDeployments), ...inOrder(declared)] : []);
    const removals = new Map(leaving.map((name) => [name, planRemoval(name, held, artifactOf)]));
    // GitHub may treat two cases of a name as one record, so the one that stays is written after the other one is retired.
    const retired = new Set([...removals.values()].filter(isDecommission).map(({ name }) => name.toLowerCase()));
    const changes = names.map((name) => {
        const removal = removals.get(name);
        if (removal !== undefined) return removal;
        const after = declared.get(name) as Deployment | Unknown;
        const isRecorded = held.records.has(name) && !retired.has(name.toLowerCase());
        return planEntry(name, priorDeployments.get(name), isUnknown(after) ? UNKNOWN_DEPLOYMENT : after, isRecorded);
    });
    return toPlan(desired, changes, held);
}

const NOTHING: HeldBefore = { deployments: new Map(), records: new Map(), unconfirmed: new Map() };

const UNKNOWN_DEPLOYMENT = { name: UNKNOWN, digest: UNKNOWN, status: UNKNOWN } as unknown as Deployment;

function planEntry(name: string, before: Deployment | undefined, after: Deployment, isRecorded: boolean): Change {
    if (before === undefined) return { kind: "record", name, after };
    const fields = differingFields(before, after);
    if (fields.length > 0) return { kind: "update", name, before, after, fields };
    return isRecorded ? { kind: "keep", name, before } : { kind: "record", name, after };
}

function planRemoval(name: string, held: HeldBefore, artifactOf: (before: Deployment) => Deployment): Change {
    const before = held.deployments.get(name) as Deployment;
    const doubt = held.unconfirmed.get(name)?.reason;
    if (before.status === "decommissioned" && doubt !== "unclear") return { kind: "forget", name, before };
    if (doubt === "rewritten") return { kind: "leave", name, before };
    const { name: artifact, version } = artifactOf(before);
    const { version: _, ...rest } = before;
    const after: Deployment = { ...rest, name: artifact, ...(version && { version }), status: "decommissioned" };
    return { kind: "decommission", name, before, after };
}

/** GitHub keeps the first name and version of an artifact in a call, so what leaves is sent with those of what stays. */
function artifactsIn(deployments: readonly (Deployment | Unknown)[]): (before: Deployment) => Deployment {
    const known = deployments.flatMap((entry) => (isUnknown(entry) ? [] : [entry]));
    const keyOf = artifactKeys(known);
    const last = new Map(known.map((entry) => [keyOf(entry), entry]));
    return (before) => last.get(keyOf(before)) as Deployment;
}

/** All fields of a deployment, in the order of a preview. A missing field is a compile error. */
const FIELDS = Object.keys({
    name: true,
    digest: true,
    version: true,
    status: true,
    githubRepository: true,
    tags: true,
    runtimeRisks: true,
} satisfies Record<keyof Deployment, true>) as (keyof Deployment)[];

const differingFields = (before: Deployment, after: Deployment): string[] =>
    FIELDS.filter((field) => !isSame(before[field], after[field]));

const isSame = (one: unknown, other: unknown): boolean =>
    one === other || (typeof one === "object" && isDeepStrictEqual(one, other));

function toPlan(
    { open = [], ...target }: Target & DeclaredDeployments,
    changes: readonly Change[],
    held: HeldBefore,
): Plan {
    const count = (kind: Change["kind"]): number => changes.filter((change) => change.kind === kind).length;
    const requests = callsOf(changes.filter(isSent)).length + digestsToAsk(changes, held).length;
    const counts = [
        [count("record"), "to record"],
        [count("update"), "to update"],
        [count("decommission"), "to decommission"],
        [count("forget"), "to remove from the state (already decommissioned)"],
        [count("leave"), "to leave as is (updated by others)"],
        [count("keep"), "unchanged"],
    ] as const;
    const parts = counts.filter(([number]) => number > 0).map(([number, what]) => `${number} ${what}`);
    const unknown = open.map((place) => `${place}${STAND_IN_ENDING}`);
    const said = [[...parts, ...unknown].join(", ") || "no deployments", ...inWords(requests, unknown.length > 0)];
    return { changes, requests, summary: `${labelOf(target)}: ${said.join("; ")}` };
}

/** It is unknown whether unknown deployments need a request. */
function inWords(requests: number, areMorePossible: boolean): string[] {
    const number = `${requests} request${requests === 1 ? "" : "s"}`;
    return areMorePossible ? (requests === 0 ? [] : [`${number} or more`]) : [number];
}

/** A change that sends an entry in a call. */
export type SentChange = Extract<Change, { after: Deployment }>;

/** A change that retires a record. */
export type Decommission = Extract<Change, { kind: "decommission" }>;

/** True for a change that sends an entry in a call. */
export const isSent = (change: Change): change is SentChange => "after" in change;

/** True for a change that retires a record. */
export const isDecommission = (change: Change): change is Decommission => change.kind === "decommission";

/** The digests to look up before their records are retired: all except those of writes without a clear answer. */
export const digestsToAsk = (changes: readonly Change[], held: Pick<HeldSet, "unconfirmed">): readonly string[] => [
    ...new Set(changes.filter((change) => isAsked(change, held)).map(({ before }) => before.digest)),
];

/** True if GitHub is asked about the record before it is retired. A write without a clear answer is this stack's own. */
export const isAsked = (change: Change, { unconfirmed }: Pick<HeldSet, "unconfirmed">): change is Decommission =>
    isDecommission(change) && unconfirmed.get(change.name)?.reason !== "unclear";

/**
 * The calls that apply changes, at most 1,000 entries each. A name that only changes its case is retired in one call before it is written
 * in the next, because GitHub may treat both as one record.
 */
export function callsOf(sent: readonly SentChange[]): readonly (readonly SentChange[])[] {
    const retired = sent.filter(isDecommission);
    if (retired.length === 0 || retired.length === sent.length) return inCalls(sent);
    const written = new Set(sent.filter((change) => !isDecommission(change)).map(({ name }) => name.toLowerCase()));
    const isTwin = (change: SentChange) => isDecommission(change) && written.has(change.name.toLowerCase());
    return [...inCalls(sent.filter(isTwin)), ...inCalls(sent.filter((change) => !isTwin(change)))];
}

function inCalls(sent: readonly SentChange[]): SentChange[][] {
    const calls: SentChange[][] = [];
    for (let first = 0; first < sent.length; first += DEPLOYMENTS_PER_CALL) {
        calls.push(sent.slice(first, first + DEPLOYMENTS_PER_CALL));
    }
    return calls;
}

/** True if applying the plan would change what GitHub or the state holds. */
export const isChange = (change: Change): boolean => change.kind !== "keep";

const labelOf = (target: Target): string => targetLabel(target).replaceAll(UNKNOWN, "(not known yet)");
