import { readSchemaVersion } from "../resource/schema-version";
import type { DesiredStorage, PriorStorage } from "./model";

/** The outputs of a storage record as Pulumi keeps them, version 1. */
export interface StorageOutputs extends PriorStorage {
    readonly schemaVersion: 1;
}

/** What of a storage record goes into the state. */
export const encodeStorageRecord = (prior: PriorStorage): StorageOutputs => ({ ...prior, schemaVersion: 1 });

/** Reads the state of this version or an older one; refuses one from a newer package. */
export function decodeStorageRecord(outputs: Readonly<Record<string, unknown>>): PriorStorage {
    readSchemaVersion(outputs);
    const { schemaVersion: _version, __provider: _provider, ...prior } = outputs;
    return prior as unknown as PriorStorage;
}

/** The arguments of a storage record as they are registered: what a preview compares and shows. */
export function encodeInputs(prior: PriorStorage): DesiredStorage {
    const { recordIds: _ids, writtenAt: _writtenAt, unconfirmed: _unconfirmed, baseUrl: _baseUrl, ...desired } = prior;
    return desired;
}
