import { GitHubError, orDropIt } from "../github/errors";
import { createInputs, type DeclaredRecord } from "../inputs";
import { partialFailure } from "../partial-failure";
import type { Context, Properties, ResourceHandler } from "../resource-handler";
import type { Run } from "../run";
import { UNKNOWN } from "../vocabulary";
import { retireStorageRecord, writeStorageRecord } from "./apply";
import { differencesOf } from "./differences";
import { parseStorageRecord } from "./inputs";
import { type DesiredStorage, declarationKey, locationKey, type PriorStorage, storageId, storageLabel } from "./model";
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

    /**
     * Writes a record. Where that fails, the state keeps what GitHub may still hold, without a record, to be written
     * again or retired:
     *
     * |        | no clear answer                      | refused                    |
     * |--------|--------------------------------------|----------------------------|
     * | create | what its former owner left, or `record` | what its former owner left |
     * | update | `prior`                              | as it is                   |
     */
    async function write(id: string, record: DesiredStorage, prior: PriorStorage | undefined, raw: Properties) {
        return writeStorageRecord(record, client, run).catch((error: Error) => {
            const left = run.fail(locationKey(record)) as PriorStorage | undefined;
            const isUnclear = error instanceof GitHubError && error.mayBeApplied;
            if (!isUnclear && (left === undefined || prior !== undefined)) throw error;
            const held = prior ?? left ?? record;
            const properties = { ...encodeStorageRecord(held, []), __provider: raw.__provider };
            throw partialFailure(id, properties, [error.message]);
        });
    }

    return {
        configure,
        check,

        async diff(_id, olds, news) {
            const prior = withoutRetired(decodeStorageRecord(olds), run);
            const desired = desiredOf(news);
            const { change, summary } = planStorageRecord(prior, desired);
            if ("after" in change) context.say(summary);
            // Nothing will be written, so that nobody may retire this place after all, not even under another name.
            else run.claim(locationKey(prior));
            const replaces = change.kind === "replace" ? [...change.fields] : [];
            return {
                changes: change.kind !== "keep",
                replaces,
                deleteBeforeReplace: replaces.length > 0,
                differences: differencesOf(change, prior, desired),
            };
        },

        async create(inputs) {
            const desired = desiredOf(inputs);
            const id = storageId(desired);
            const records = await write(id, desired, undefined, inputs);
            return { id, outs: { ...encodeStorageRecord(desired, records) } };
        },

        async read(id, outputs) {
            const { record, warning } = await refreshStorageRecord(decodeStorageRecord(outputs), client);
            if (warning !== undefined) context.warn(warning);
            const props = { ...encodeStorageRecord(record, record.records) };
            return { id, props, inputs: { ...encodeInputs(record) } };
        },

        async update(id, olds, news) {
            const prior = withoutRetired(decodeStorageRecord(olds), run);
            const desired = { ...desiredOf(news), org: prior.org };
            const { change } = planStorageRecord(prior, desired);
            const records = "after" in change ? await write(id, change.after, prior, news) : prior.records;
            return { outs: { ...encodeStorageRecord(desired, records) } };
        },

        async delete(_id, outputs) {
            const prior = decodeStorageRecord(outputs);
            const { change } = planStorageRemoval(prior);
            if (change.kind !== "retire") return;
            const isRetired = await retireStorageRecord(prior, change.after, client, run).catch(orDropIt);
            if (!isRetired) context.say(`${storageLabel(change.after)}: not retired, as another resource declares it`);
        },
    };
}

/** What its former owner retired in this run, before this resource was heard of, has to be written again. */
const withoutRetired = (prior: PriorStorage, run: Run): PriorStorage =>
    run.isRetired(locationKey(prior)) ? { ...prior, records: [] } : prior;

/** While a part of its key is not known, neither is the record. */
function declaredRecord(desired: DesiredStorage): readonly DeclaredRecord[] {
    const key = declarationKey(desired);
    return key.includes(UNKNOWN) ? [] : [{ key, name: desired.name }];
}
