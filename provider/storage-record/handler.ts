import { orDropIt } from "../github/errors";
import { createInputs, type DeclaredRecord } from "../inputs";
import type { Context, ResourceHandler } from "../resource-handler";
import { UNKNOWN } from "../vocabulary";
import { retireStorageRecord, writeStorageRecord } from "./apply";
import { parseStorageRecord } from "./inputs";
import { type DesiredStorage, declarationKey, storageId, storageLabel } from "./model";
import { planStorageRecord, planStorageRemoval } from "./plan";
import { refreshStorageRecord } from "./refresh";
import { decodeStorageRecord, encodeInputs, encodeStorageRecord } from "./state";

/** The resource `ArtifactStorageRecord`: parse, plan, apply, encode. */
export function createStorageRecordHandler(context: Context): ResourceHandler {
    const { client, run } = context;
    const { configure, check, desiredOf } = createInputs<DesiredStorage>(context, {
        parse: parseStorageRecord,
        announce: (desired) => planStorageRecord(undefined, desired).summary,
        declares: declaredRecord,
        label: (desired) => `the storage record ${storageLabel(desired)}`,
        identity: ["org", "name", "digest", "registryUrl", "repository"],
        encode: (desired) => ({ ...desired }),
    });

    return {
        configure,
        check,

        async diff(_id, olds, news) {
            const { change, summary } = planStorageRecord(decodeStorageRecord(olds), desiredOf(news));
            if ("after" in change) context.say(summary);
            const replaces = change.kind === "replace" ? [...change.fields] : [];
            return { changes: change.kind !== "keep", replaces, deleteBeforeReplace: replaces.length > 0 };
        },

        async create(inputs) {
            const desired = desiredOf(inputs);
            const records = await writeStorageRecord(desired, client, run);
            return { id: storageId(desired), outs: { ...encodeStorageRecord(desired, records) } };
        },

        async read(id, outputs) {
            const { record, warning } = await refreshStorageRecord(decodeStorageRecord(outputs), client);
            if (warning !== undefined) context.warn(warning);
            const props = { ...encodeStorageRecord(record, record.records) };
            return { id, props, inputs: { ...encodeInputs(record) } };
        },

        async update(_id, olds, news) {
            const prior = decodeStorageRecord(olds);
            const desired = { ...desiredOf(news), org: prior.org };
            const { change } = planStorageRecord(prior, desired);
            const records = "after" in change ? await writeStorageRecord(change.after, client, run) : prior.records;
            return { outs: { ...encodeStorageRecord(desired, records) } };
        },

        async delete(_id, outputs) {
            const { change } = planStorageRemoval(decodeStorageRecord(outputs));
            if (change.kind !== "retire") return;
            const isRetired = await retireStorageRecord(change.after, client, run).catch(orDropIt);
            if (!isRetired) context.say(`${storageLabel(change.after)}: not retired, as another resource declares it`);
        },
    };
}

/** While a part of its key is not known, neither is the record. */
function declaredRecord(desired: DesiredStorage): readonly DeclaredRecord[] {
    const key = declarationKey(desired);
    return key.includes(UNKNOWN) ? [] : [{ key, name: desired.name }];
}
