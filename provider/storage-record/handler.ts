import { mayBeApplied, orDropIt } from "../github/errors";
import type { Declared } from "../github/verification";
import { anotherApi, leftBehind, notRefreshed } from "../ownership/another-api";
import { LEAVES, WHY } from "../ownership/not-retired";
import type { Context } from "../resource/context";
import { createInputs, type DeclaredRecord } from "../resource/inputs";
import type { Properties, ResourceHandler } from "../resource/resource-handler";
import { partialFailure } from "../resource/resource-handler";
import { verifyOrFail } from "../resource/verify";
import { inLines } from "../text/printable";
import { UNKNOWN } from "../vocabulary/unknown";
import { retireStorageRecord, writeStorageRecord } from "./apply";
import { ArtifactNames } from "./artifact-names";
import { differencesOf } from "./differences";
import { parseStorageRecord } from "./inputs";
import {
    type DesiredStorage,
    locationKey,
    type PriorStorage,
    type Recorded,
    storageId,
    storageLabel,
    withoutRecords,
    withRecords,
} from "./model";
import { planStorageRecord, planStorageRemoval } from "./plan";
import { refreshStorageRecord } from "./refresh";
import { decodeStorageRecord, encodeInputs, encodeStorageRecord } from "./state";

/** The resource `ArtifactStorageRecord`: parse, plan, apply, encode. */
export function createStorageRecordHandler(context: Context): ResourceHandler {
    const { client, run } = context;
    const names = new ArtifactNames();
    const { configure, check, desiredOf, knownOf } = createInputs<DesiredStorage>(context, {
        parse: parseStorageRecord,
        announced: (desired) => ({ line: planStorageRecord(undefined, desired).summary, writes: written(desired) }),
        declares: declaredRecord,
        label: (desired) => `the storage record ${storageLabel(desired)}`,
        warningOf: (desired, urn) => names.warningOf(desired, urn),
        identity: ["org", "name", "digest", "registryUrl", "repository"],
        encode: (desired) => ({ ...desired }),
    });

    const apis = (prior: PriorStorage) => anotherApi(prior, context.settings());

    /** What the state says about this run's API, without what others in this run retired or wrote later. */
    function priorOf(prior: PriorStorage): PriorStorage {
        if (apis(prior) !== undefined) return { ...withRecords(prior, NONE), baseUrl: context.settings().baseUrl };
        return run.isOutdated(locationKey(prior), prior.writtenAt, prior.recordIds)
            ? withoutRecords(prior, "rewritten")
            : prior;
    }

    /**
     * Writes a record. If that fails, the state keeps what GitHub may still hold, without a record, to be written
     * again or retired:
     *
     * |        | no clear answer | refused                                            |
     * |--------|-----------------|----------------------------------------------------|
     * | create | `record`        | nothing                                            |
     * | update | `prior`         | as it is; `prior` if others in this run retired it |
     *
     * If GitHub refuses the record of a new owner, the former owner keeps it, because Pulumi deletes last.
     */
    async function write(id: string, record: DesiredStorage, prior: PriorStorage | undefined, raw: Properties) {
        const key = locationKey(record);
        const { baseUrl } = context.settings();
        return run.inTurn(key, async () => {
            try {
                const recorded = await writeStorageRecord(record, { client, run });
                run.wrote(key, recorded.recordIds);
                return encodeStorageRecord({ ...record, ...recorded, baseUrl });
            } catch (error) {
                const isUnclear = mayBeApplied(error);
                if (isUnclear) run.wrote(key);
                else run.fail(key);
                if (!isUnclear && prior?.unconfirmed === undefined) throw error;
                const known = prior ?? { ...record, ...NONE, baseUrl };
                const held = isUnclear ? withoutRecords(known, "unclear") : known;
                const properties = { ...encodeStorageRecord(held), __provider: raw.__provider };
                throw partialFailure(id, properties, [(error as Error).message]);
            }
        });
    }

    return {
        configure,
        check,

        async diff(_id, olds, news) {
            const state = decodeStorageRecord(olds);
            const between = apis(state);
            const prior = priorOf(state);
            const desired = desiredOf(news);
            const { change, summary } = planStorageRecord(prior, desired);
            const replaces = change.kind === "replace" ? [...change.fields] : [];
            // `check` verifies a replacement.
            const isWritten = "after" in change && replaces.length === 0;
            if (isWritten) await verifyOrFail(context, written(change.after));
            if (between !== undefined) context.warn(leftBehind(storageLabel(prior), between));
            // Nothing will be written, so nobody may retire this location, not even under another name.
            if (!("after" in change)) run.keep(locationKey(prior), prior.writtenAt, prior.recordIds);
            // A replaced record at another API stays there; `check` reports on the new one.
            else if (between === undefined || replaces.length === 0) context.say(summary);
            if (replaces.length > 0) run.replace(locationKey(prior));
            return {
                changes: change.kind !== "keep",
                replaces,
                deleteBeforeReplace: replaces.length > 0,
                differences: differencesOf(change, prior, desired),
            };
        },

        async create(inputs) {
            const desired = knownOf(inputs);
            const id = storageId(desired);
            return { id, outs: { ...(await write(id, desired, undefined, inputs)) } };
        },

        async read(id, outputs) {
            const prior = decodeStorageRecord(outputs);
            const between = apis(prior);
            const { record, warning } =
                between === undefined
                    ? await refreshStorageRecord(prior, client, run)
                    : { record: prior, warning: notRefreshed(storageLabel(prior), between) };
            if (warning !== undefined) context.warn(warning);
            return { id, props: { ...encodeStorageRecord(record) }, inputs: { ...encodeInputs(record) } };
        },

        async update(id, olds, news) {
            const prior = priorOf(decodeStorageRecord(olds));
            const desired = { ...knownOf(news), org: prior.org };
            const { change } = planStorageRecord(prior, desired);
            if ("after" in change) return { outs: { ...(await write(id, change.after, prior, news)) } };
            const { recordIds, writtenAt, baseUrl } = prior;
            const recorded = { recordIds, ...(writtenAt !== undefined && { writtenAt }) };
            return { outs: { ...encodeStorageRecord({ ...desired, ...recorded, baseUrl }) } };
        },

        async delete(_id, outputs) {
            const prior = decodeStorageRecord(outputs);
            const label = storageLabel(prior);
            const between = apis(prior);
            if (between !== undefined) return context.warn(leftBehind(label, between));
            const { change } = planStorageRemoval(prior);
            if (change.kind !== "retire" && change.kind !== "leave") return;
            const fate = await retireStorageRecord(prior, change, { client, run }).catch(orDropIt);
            if (fate === "declared") context.say(`${label}: not retired, because another resource declares it`);
            else if (fate !== "retired") context.warn(inLines([`${label}: ${SAYS[fate]}`, ...WHY[fate], ...LEAVES]));
        },
    };
}

/** What is known about a record that was never written. */
const NONE: Recorded = { recordIds: [] };

const SAYS = { rewritten: "left unchanged on GitHub.", gone: "not retired." } as const;

/** What is written for a storage record. */
const written = (record: DesiredStorage): Declared => ({
    label: storageLabel(record),
    org: record.org,
    artifacts: [{ prefix: "", digest: record.digest, github_repository: record.githubRepository }],
});

/** The record is unknown while a part of its key is unknown. GitHub does not say whether the name is a part of its key. */
function declaredRecord(desired: DesiredStorage): readonly DeclaredRecord[] {
    const key = locationKey(desired);
    return key.includes(UNKNOWN) || desired.name.includes(UNKNOWN) ? [] : [{ key, name: desired.name }];
}
