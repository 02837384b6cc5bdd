import type { StoredRecord, Write } from "../journal";

/** What became of a record over some writes. */
export interface Change {
    /**
     * `created`, `removed`, the new status where that changed (`decommissioned`, `eol`), `updated` where anything else did, and
     * `written again` where nothing did.
     */
    readonly what: string;
    /** As it is now; of one that was removed, as it was. */
    readonly record: StoredRecord;
    /** The fields that changed, but for the time of the last write. */
    readonly fields: readonly { readonly name: string; readonly before: unknown; readonly after: unknown }[];
}

/** What some writes came to: one change for each record, in the order of the first write to it. */
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

/** A record keeps its number for ever; each kind counts its own. */
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
