import type { ArtifactMetadataClient } from "../github/client";
import { orDropIt } from "../github/errors";
import type { Declared } from "../github/verification";
import { anotherApi, leftBehind, notRefreshed } from "../ownership/another-api";
import type { Leaving, Run } from "../ownership/run";
import type { Context } from "../resource/context";
import { differencesIn } from "../resource/difference";
import { createInputs, type DeclaredRecord } from "../resource/inputs";
import type { Properties, ResourceHandler } from "../resource/resource-handler";
import { partialFailure } from "../resource/resource-handler";
import { verifyOrFail } from "../resource/verify";
import { PlainError } from "../text/plain-error";
import { sameOrganization } from "../vocabulary/artifacts";
import { UNKNOWN } from "../vocabulary/unknown";
import { type Applied, applyPlan } from "./apply";
import { differencesOf } from "./differences";
import { Holding } from "./holding";
import { parseRecordSet } from "./inputs";
import {
    type Deployment,
    type DesiredSet,
    idsOf,
    type KnownSet,
    namedDeployments,
    type PriorSet,
    recordKeys,
    type Target,
    targetId,
    targetKey,
    targetLabel,
    writtenAt,
} from "./model";
import { type HeldBefore, isChange, isDecommission, isSent, type Plan, planRecordSet } from "./plan";
import { refreshRecordSet } from "./refresh";
import type { Explain } from "./rejections";
import { reportOn } from "./report";
import { decodeRecordSet, encodeInputs, encodeRecordSet } from "./state";

/** The resource `ClusterDeploymentRecordSet`: parse, plan, apply, encode. */
export function createRecordSetHandler(context: Context): ResourceHandler {
    const { client, run } = context;
    const { configure, check, desiredOf, ...inputs } = createInputs<DesiredSet>(context, {
        parse: parseRecordSet,
        announced: (desired, olds) => {
            const plan = planRecordSet(declaredBefore(olds), desired);
            return { line: plan.summary, writes: writtenBy(plan, desired) };
        },
        isOpen: ({ open }) => open !== undefined,
        declares: declaredRecords,
        label: (desired, names) => `${namedDeployments(names)} of ${targetLabel(desired)}`,
        identity: ["org", "cluster", "logicalEnvironment", "physicalEnvironment"],
        encode: toInputs,
    });
    function knownOf(raw: Properties): KnownSet {
        const desired = inputs.knownOf(raw);
        if (desired.open === undefined) return desired as KnownSet;
        throw new PlainError(
            `${desired.open.join(", ")} is not known, so nothing was recorded: run \`pulumi up\` again`,
        );
    }

    const apis = (prior: PriorSet) => anotherApi(prior, context.settings());

    /** What the state says about this run's API, without what others in this run retired or wrote later. */
    function priorOf(prior: PriorSet): PriorSet {
        return apis(prior) === undefined ? withoutOutdated(prior, run) : { ...prior, ...new Holding(undefined) };
    }

    /** The client for a destroy. Its errors also say how to drop the resource from the state. */
    async function retiring(): Promise<ArtifactMetadataClient> {
        const through = await client();
        return {
            ...through,
            setClusterDeploymentRecords: (call) => through.setClusterDeploymentRecords(call).catch(orDropIt),
        };
    }

    /** Reports on an applied plan, and returns the reasons to fail. */
    async function report(applied: Applied, { onRejected, ...target }: KnownSet, leaving: Leaving) {
        const explain: Explain = async (refusals) => (await client()).explain(refusals);
        const { lines, warnings, reasons } = await reportOn(applied, target, { onRejected, leaving, explain });
        for (const line of lines) context.say(line);
        for (const warning of warnings) context.warn(warning);
        return reasons;
    }

    /** Applies a plan. Whatever happens, the state holds what is known to be recorded. */
    async function write(id: string, plan: Plan, prior: PriorSet | undefined, desired: KnownSet, raw: Properties) {
        const { onRejected } = desired;
        const applied = await applyPlan(plan, desired, prior, { client, run, leaving: "update", onRejected });
        const outs = encodeRecordSet({ ...desired, ...applied, baseUrl: context.settings().baseUrl });
        const reasons = await report(applied, desired, "update");
        if (reasons.length === 0) return { id, outs: { ...outs } };
        const isNothing = prior === undefined || apis(prior) !== undefined;
        if (isNothing && applied.deployments.size === 0) throw new PlainError(reasons.join("\n"));
        throw partialFailure(id, { ...outs, __provider: raw.__provider }, reasons);
    }

    /** Tells the run which deployments stay as they are, so that their owner has nothing to write. */
    function keep(plan: Plan, prior: PriorSet): void {
        const keyOf = recordKeys(prior);
        for (const { kind, name } of plan.changes)
            if (kind === "keep") run.keep(keyOf(name), writtenAt(prior, name), idsOf(prior, name));
    }

    return {
        configure,
        check,

        async diff(_id, olds, news) {
            const state = decodeRecordSet(olds);
            const between = apis(state);
            const prior = priorOf(state);
            const desired = desiredOf(news);
            const replaces = replacedBy(prior, desired);
            if (between !== undefined) context.warn(leftBehind(targetLabel(prior), between));
            if (replaces.length > 0) {
                // `check` reports on the new set.
                if (between === undefined) context.say(planRemoval(prior).summary);
                const deleteBeforeReplace = targetKey(prior).toLowerCase() === targetKey(desired).toLowerCase();
                const keyOf = recordKeys(prior);
                if (deleteBeforeReplace) for (const name of prior.deployments.keys()) run.replace(keyOf(name));
                return {
                    changes: true,
                    replaces,
                    deleteBeforeReplace,
                    differences: differencesIn(prior, desired, replaces),
                };
            }
            const plan = planRecordSet(prior, desired);
            await verifyOrFail(context, writtenBy(plan, desired));
            keep(plan, prior);
            const changes = plan.changes.some(isChange);
            if (changes) context.say(plan.summary);
            // Even if nothing is sent, an update must clear rejections of deployments that are no longer declared.
            const settled =
                prior.onRejected === desired.onRejected && prior.rejected.size === 0 && between === undefined;
            return {
                changes: changes || desired.open !== undefined || !settled,
                replaces,
                deleteBeforeReplace: false,
                differences: differencesOf(plan, prior, desired),
            };
        },

        async create(inputs) {
            const desired = knownOf(inputs);
            return write(targetId(desired), planRecordSet(undefined, desired), undefined, desired, inputs);
        },

        async read(id, outputs) {
            const prior = decodeRecordSet(outputs);
            const between = apis(prior);
            const { set, warnings } =
                between === undefined
                    ? await refreshRecordSet(prior, client, run)
                    : { set: prior, warnings: [notRefreshed(targetLabel(prior), between)] };
            for (const warning of warnings) context.warn(warning);
            return { id, props: { ...encodeRecordSet(set) }, inputs: { ...encodeInputs(set) } };
        },

        async update(id, olds, news) {
            const prior = priorOf(decodeRecordSet(olds));
            const desired = { ...knownOf(news), org: prior.org };
            return write(id, planRecordSet(prior, desired), prior, desired, news);
        },

        async delete(_id, outputs) {
            const prior = decodeRecordSet(outputs);
            const between = apis(prior);
            if (between !== undefined) return context.warn(leftBehind(targetLabel(prior), between));
            const { onRejected } = prior;
            const means = { client: retiring, run, leaving: "delete", onRejected } as const;
            const applied = await applyPlan(planRemoval(prior), prior, prior, means);
            const reasons = await report(applied, prior, "delete");
            if (reasons.length === 0) return;
            const hint = applied.records.size < prior.records.size ? [IF_IT_STAYS] : [];
            throw new PlainError([...reasons, ...hint].join("\n"));
        },
    };
}

/** A failed delete leaves the state as it was, even if it retired some records. */
const IF_IT_STAYS =
    "If you keep the set in the program, run `pulumi up --refresh`: it writes again what is already decommissioned.";

const planRemoval = (prior: PriorSet): Plan => planRecordSet(prior, { ...prior, deployments: new Map() });

/** What a plan writes for the deployments that the program declares. */
const writtenBy = ({ changes }: Plan, target: Target): Declared => ({
    label: targetLabel(target),
    org: target.org,
    artifacts: changes.flatMap((change) =>
        isSent(change) && !isDecommission(change)
            ? {
                  prefix: `deployments[${JSON.stringify(change.name)}].`,
                  digest: change.after.digest,
                  github_repository: change.after.githubRepository,
              }
            : [],
    ),
});

/** A record has to be written again if it was retired before the run knew of this set, or if its former owner wrote it later. */
function withoutOutdated(prior: PriorSet, run: Run): PriorSet {
    if (!run.hasReleased()) return prior;
    const keyOf = recordKeys(prior);
    const held = new Holding(prior);
    for (const [name, { updatedAt, id }] of prior.records) {
        if (run.isOutdated(keyOf(name), updatedAt, [id])) held.loseRecord(name, "rewritten");
    }
    return { ...prior, ...held };
}

/** The records of a set. They are unknown while a part of the target is unknown. */
function declaredRecords(desired: DesiredSet): readonly DeclaredRecord[] {
    if (targetKey(desired).includes(UNKNOWN)) return [];
    const keyOf = recordKeys(desired);
    return [...desired.deployments.keys()].map((name) => ({ key: keyOf(name), name }));
}

/** The arguments that identify the set and differ, each compared in its own way. */
function replacedBy(prior: Target, desired: DesiredSet): string[] {
    const parts = ["cluster", "logicalEnvironment", "physicalEnvironment"] as const;
    const differing: string[] = parts.filter((part) => prior[part] !== desired[part]);
    return sameOrganization(prior.org, desired.org) ? differing : ["org", ...differing];
}

/** The previous inputs. A preview compares with them if so much is unknown that `diff` has nothing to report. */
function declaredBefore({ deployments = {} }: Properties): HeldBefore {
    const before = new Map(Object.entries(deployments as Readonly<Record<string, Deployment>>));
    return { deployments: before, records: before, unconfirmed: new Map() };
}

/** Returns partly known deployments as one unknown value: a saved plan (`--save-plan`) would require `up` to match the known part. */
const toInputs = (desired: DesiredSet): Properties => ({
    ...encodeInputs(desired as KnownSet),
    ...(desired.open && { deployments: UNKNOWN }),
});
