import { readSchemaVersion } from "../schema-version";
import type { DesiredStorage, PriorStorage, StorageRecord } from "./model";

/** The outputs of a storage record as Pulumi keeps them, version 1. */
export interface StorageOutputs extends PriorStorage {
    readonly schemaVersion: 1;
}

/** What of a storage record goes into the state. */
export function encodeStorageRecord(desired: DesiredStorage, records: readonly StorageRecord[]): StorageOutputs {
    return { ...desired, schemaVersion: 1, records };
}

/** Reads the state of this version or an older one; refuses one from a newer package. */
export function decodeStorageRecord(outputs: Readonly<Record<string, unknown>>): PriorStorage {
    readSchemaVersion(outputs);
    const { schemaVersion: _version, __provider: _provider, ...prior } = outputs;
    return prior as unknown as PriorStorage;
}

/** The arguments of a storage record as they are registered: what a preview compares and shows. */
export function encodeInputs(prior: PriorStorage): DesiredStorage {
    const { records: _records, ...desired } = prior;
    return desired;
}
