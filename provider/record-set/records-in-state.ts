import { byCodeUnit, sortedByName } from "../vocabulary/order";
import type { DeploymentRecord } from "./model";

/**
 * The records of a set in its state. Pulumi's engine handles each value of a state several times, so there are as few as possible: an id
 * for each record, and one time for all records that were written together.
 */
export interface EncodedRecords {
    /** GitHub's ids of the records, by deployment name. */
    readonly recordIds: Readonly<Record<string, number>>;
    /** When most of these records were last written; absent if GitHub returns no time for any. */
    readonly writtenAt?: string;
    /** The times of the others, by deployment name; empty text if GitHub returns none. Absent if there are no others. */
    readonly writtenAtOthers?: Readonly<Record<string, string>>;
}

/** Encodes the records for the state. */
export function encodeRecords(records: ReadonlyMap<string, DeploymentRecord>): EncodedRecords {
    const writtenAt = mostFrequent(records);
    const recordIds: [string, number][] = [];
    const others: [string, string][] = [];
    for (const [name, { id, updatedAt }] of records) {
        recordIds.push([name, id]);
        if (updatedAt !== writtenAt) others.push([name, updatedAt ?? ""]);
    }
    return {
        recordIds: sortedByName(recordIds),
        ...(writtenAt !== undefined && { writtenAt }),
        ...(others.length > 0 && { writtenAtOthers: sortedByName(others) }),
    };
}

/** Decodes the records of a state. */
export function decodeRecords({
    recordIds,
    writtenAt,
    writtenAtOthers = {},
}: EncodedRecords): Map<string, DeploymentRecord> {
    const others = new Map(Object.entries(writtenAtOthers));
    const records = Object.entries(recordIds).map(([name, id]): [string, DeploymentRecord] => {
        const updatedAt = others.get(name) ?? writtenAt;
        return [name, { id, ...(updatedAt && { updatedAt }) }];
    });
    return new Map(records);
}

/** The time that most records have; if several are as frequent, the latest. */
function mostFrequent(records: ReadonlyMap<string, DeploymentRecord>): string | undefined {
    const counts = new Map<string, number>();
    for (const { updatedAt } of records.values()) {
        if (updatedAt !== undefined) counts.set(updatedAt, (counts.get(updatedAt) ?? 0) + 1);
    }
    const [first] = [...counts].sort(([a, few], [b, many]) => many - few || byCodeUnit(b, a));
    return first?.[0];
}
