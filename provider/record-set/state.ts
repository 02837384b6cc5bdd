import type { Unconfirmed } from "../ownership/last-write";
import { readSchemaVersion } from "../resource/schema-version";
import { sortedByName } from "../vocabulary/order";
import type { Deployment, PriorSet, Target } from "./model";
import { decodeRecords, type EncodedRecords, encodeRecords } from "./records-in-state";

/** The outputs of a set in Pulumi's state, version 1. */
export interface RecordSetOutputs extends Target, EncodedRecords {
    readonly schemaVersion: 1;
    readonly deployments: Readonly<Record<string, Deployment>>;
    readonly onRejected: PriorSet["onRejected"];
    readonly rejected: Readonly<Record<string, string>>;
    /** Why some deployments have no record. Absent if all have one. */
    readonly unconfirmed?: Readonly<Record<string, Unconfirmed>>;
    /** The API that holds the records. */
    readonly baseUrl: string;
}

/** The inputs of a set in Pulumi's state: the normalized arguments. */
export type RecordSetInputs = Omit<
    RecordSetOutputs,
    "schemaVersion" | keyof EncodedRecords | "rejected" | "unconfirmed" | "baseUrl"
>;

/** Encodes a set for the state, sorted so that the same set always gives the same text. */
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

/** The registered arguments of a set, which a preview compares and shows. */
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

/** Decodes a state of this version or an older one, and refuses one that a newer version wrote. */
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
