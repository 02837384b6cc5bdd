import type { StoredRecord, Write } from "../journal";

/** The change of a record over some writes. */
export interface Change {
    /**
     * `created`, `removed`, the new status if that changed (`decommissioned`, `eol`), `updated` if anything else changed, and
     * `written again` if nothing changed.
     */
    readonly what: string;
    /** The record now, or the last state of a removed record. */
    readonly record: StoredRecord;
    /** The fields that changed, except the time of the last write. */
    readonly fields: readonly { readonly name: string; readonly before: unknown; readonly after: unknown }[];
}

/** The changes from some writes: one for each record, in the order of the first write to it. */
export function toChanges(writes: readonly Write[]): Change[] {
    const spans = new Map<
        string,
        { readonly before: StoredRecord | undefined; readonly after: StoredRecord | undefined }
    >();
    for (const { before, after } of writes) {
        const key = keyOf((after ?? before) as StoredRecord);
        const span = spans.get(key);
        spans.set(key, { before: span === undefined ? before : span.before, after });
    }
    return [...spans.values()].flatMap(({ before, after }) => toChange(before, after));
}

/** A record always keeps its id. Each kind has its own ids. */
const keyOf = (record: StoredRecord): string => `${"cluster" in record ? "deployment" : "storage"} ${record.id}`;

function toChange(before: StoredRecord | undefined, after: StoredRecord | undefined): Change[] {
    if (before === undefined) return after === undefined ? [] : [{ what: "created", record: after, fields: [] }];
    if (after === undefined) return [{ what: "removed", record: before, fields: [] }];
    const fields = Object.entries(after)
        .map(([name, value]) => ({
            name,
            before: before[name as keyof StoredRecord] as unknown,
            after: value as unknown,
        }))
        .filter((field) => field.name !== "updated_at" && JSON.stringify(field.before) !== JSON.stringify(field.after));
    const what = before.status !== after.status ? after.status : fields.length > 0 ? "updated" : "written again";
    return [{ what, record: after, fields }];
}
