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
import { sameOrganization, UNKNOWN } from "../vocabulary";
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

    /** What the state tells of this run's API, without what others of this run have retired or written since. */
    function priorOf(prior: PriorSet): PriorSet {
        return apis(prior) === undefined ? withoutOutdated(prior, run) : { ...prior, ...new Holding(undefined) };
    }

    /** The client of a destroy, whose errors also say how to do without GitHub. */
    async function retiring(): Promise<ArtifactMetadataClient> {
        const through = await client();
        return {
            ...through,
            setClusterDeploymentRecords: (call) => through.setClusterDeploymentRecords(call).catch(orDropIt),
        };
    }

    /** Says what became of a plan, and returns the reasons to fail. */
    async function report(applied: Applied, { onRejected, ...target }: KnownSet, leaving: Leaving) {
        const explain: Explain = async (refusals) => (await client()).explain(refusals);
        const { lines, warnings, reasons } = await reportOn(applied, target, { onRejected, leaving, explain });
        for (const line of lines) context.say(line);
        for (const warning of warnings) context.warn(warning);
        return reasons;
    }

    /** Carries a plan out, and leaves in the state what is known to be recorded, whatever happened. */
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

    /** Says of all that stays as it is that its owner has nothing to write. */
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
                // Of the new set, check tells.
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
            // Where nothing is to be sent, what was rejected is not declared any more: an update clears it.
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

/** A delete that fails leaves the state as it was, whatever it may have retired. */
const IF_IT_STAYS =
    "If you keep the set in the program, run `pulumi up --refresh`: it writes again what is already decommissioned.";

const planRemoval = (prior: PriorSet): Plan => planRecordSet(prior, { ...prior, deployments: new Map() });

/** What a plan writes that the program declares. */
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

/** What was retired in this run before this set was heard of, or written later by its former owner, has to be written again. */
function withoutOutdated(prior: PriorSet, run: Run): PriorSet {
    if (!run.hasReleased()) return prior;
    const keyOf = recordKeys(prior);
    const held = new Holding(prior);
    for (const [name, { updatedAt, id }] of prior.records) {
        if (run.isOutdated(keyOf(name), updatedAt, [id])) held.loseRecord(name, "rewritten");
    }
    return { ...prior, ...held };
}

/** The records of a set. While a part of its target is not known, neither are they. */
function declaredRecords(desired: DesiredSet): readonly DeclaredRecord[] {
    if (targetKey(desired).includes(UNKNOWN)) return [];
    const keyOf = recordKeys(desired);
    return [...desired.deployments.keys()].map((name) => ({ key: keyOf(name), name }));
}

/** What identifies the set, and how each part is compared. */
function replacedBy(prior: Target, desired: DesiredSet): string[] {
    const parts = ["cluster", "logicalEnvironment", "physicalEnvironment"] as const;
    const differing: string[] = parts.filter((part) => prior[part] !== desired[part]);
    return sameOrganization(prior.org, desired.org) ? differing : ["org", ...differing];
}

/** What was declared before is what a preview compares with, where it knows so little that `diff` has nothing to say. */
function declaredBefore({ deployments = {} }: Properties): HeldBefore {
    const before = new Map(Object.entries(deployments as Readonly<Record<string, Deployment>>));
    return { deployments: before, records: before, unconfirmed: new Map() };
}

/** Pulumi shows what is not known as a whole: what it knows of a map, a plan that it keeps (`--save-plan`) would hold `up` to. */
const toInputs = (desired: DesiredSet): Properties => ({
    ...encodeInputs(desired as KnownSet),
    ...(desired.open && { deployments: UNKNOWN }),
});
