import type { Unconfirmed } from "../ownership/last-write";
import { readSchemaVersion } from "../resource/schema-version";
import { sortedByName } from "../vocabulary";
import type { Deployment, PriorSet, Target } from "./model";
import { decodeRecords, type EncodedRecords, encodeRecords } from "./records-in-state";

/** The outputs of a set as Pulumi keeps them, version 1. */
export interface RecordSetOutputs extends Target, EncodedRecords {
    readonly schemaVersion: 1;
    readonly deployments: Readonly<Record<string, Deployment>>;
    readonly onRejected: PriorSet["onRejected"];
    readonly rejected: Readonly<Record<string, string>>;
    /** Why some deployments have no record; absent where all have one. */
    readonly unconfirmed?: Readonly<Record<string, Unconfirmed>>;
    /** The API at which the records are. */
    readonly baseUrl: string;
}

/** The inputs of a set as Pulumi keeps them: the arguments, normalised. */
export type RecordSetInputs = Omit<
    RecordSetOutputs,
    "schemaVersion" | keyof EncodedRecords | "rejected" | "unconfirmed" | "baseUrl"
>;

/** What of a set goes into the state: the sort order makes the same set the same text. */
export function encodeRecordSet(set: PriorSet): RecordSetOutputs {
    return {
        ...encodeInputs(set),
        schemaVersion: 1,
        ...encodeRecords(set.records),
        rejected: sortedByName(set.rejected),
        ...(set.unconfirmed.size > 0 && { unconfirmed: sortedByName(set.unconfirmed) }),
        baseUrl: set.baseUrl,
    };
}

/** The arguments of a set as they are registered: what a preview compares and shows. */
export function encodeInputs(set: Target & Pick<PriorSet, "deployments" | "onRejected">): RecordSetInputs {
    const { org, cluster, logicalEnvironment, physicalEnvironment, deployments, onRejected } = set;
    return {
        org,
        cluster,
        logicalEnvironment,
        ...(physicalEnvironment !== undefined && { physicalEnvironment }),
        deployments: sortedByName(deployments),
        onRejected,
    };
}

/** Reads the state of this version or an older one; refuses one from a newer package. */
export function decodeRecordSet(outputs: Readonly<Record<string, unknown>>): PriorSet {
    readSchemaVersion(outputs);
    const { org, cluster, logicalEnvironment, physicalEnvironment, onRejected, ...state } =
        outputs as unknown as RecordSetOutputs;
    return {
        org,
        cluster,
        logicalEnvironment,
        ...(physicalEnvironment !== undefined && { physicalEnvironment }),
        onRejected,
        deployments: new Map(Object.entries(state.deployments)),
        records: decodeRecords(state),
        rejected: new Map(Object.entries(state.rejected)),
        unconfirmed: new Map(Object.entries(state.unconfirmed ?? {})),
        baseUrl: state.baseUrl,
    };
}
