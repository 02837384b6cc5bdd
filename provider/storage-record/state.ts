import { readSchemaVersion } from "../resource/schema-version";
import type { DesiredStorage, PriorStorage } from "./model";

/** The outputs of a storage record in Pulumi's state, version 1. */
export interface StorageOutputs extends PriorStorage {
    readonly schemaVersion: 1;
}

/** Encodes a storage record for the state. */
export const encodeStorageRecord = (prior: PriorStorage): StorageOutputs => ({ ...prior, schemaVersion: 1 });

/** Decodes a state of this version or an older one, and refuses one that a newer version wrote. */
export function decodeStorageRecord(outputs: Readonly<Record<string, unknown>>): PriorStorage {
    readSchemaVersion(outputs);
    const { schemaVersion: _version, __provider: _provider, ...prior } = outputs;
    return prior as unknown as PriorStorage;
}

/** The registered arguments of a storage record, which a preview compares and shows. */
export function encodeInputs(prior: PriorStorage): DesiredStorage {
    const { recordIds: _ids, writtenAt: _writtenAt, unconfirmed: _unconfirmed, baseUrl: _baseUrl, ...desired } = prior;
    return desired;
}
