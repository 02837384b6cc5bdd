import { differencesIn } from "../difference";
import type { ArtifactMetadataClient } from "../github/client";
import { orDropIt } from "../github/errors";
import { createInputs, type DeclaredRecord } from "../inputs";
import { partialFailure } from "../partial-failure";
import { PlainError } from "../plain-error";
import type { Context, Properties, ResourceHandler } from "../resource-handler";
import type { Run } from "../run";
import { isUnknown, sameOrganization, UNKNOWN } from "../vocabulary";
import { type Applied, applyPlan } from "./apply";
import { differencesOf } from "./differences";
import { parseRecordSet } from "./inputs";
import {
    type DesiredSet,
    type KnownSet,
    namedDeployments,
    type PriorSet,
    recordKeys,
    type Target,
    targetId,
    targetKey,
    targetLabel,
} from "./model";
import { isChange, type Plan, planRecordSet } from "./plan";
import { refreshRecordSet } from "./refresh";
import { decodeRecordSet, encodeInputs, encodeRecordSet } from "./state";

/** The resource `ClusterDeploymentRecordSet`: parse, plan, apply, encode. */
export function createRecordSetHandler(context: Context): ResourceHandler {
    const { client, run } = context;
    const { configure, check, desiredOf } = createInputs<DesiredSet>(context, {
        parse: parseRecordSet,
        announce: (desired) => planRecordSet(undefined, desired).summary,
        declares: declaredRecords,
        label: (desired, names) => `${namedDeployments(names)} of ${targetLabel(desired)}`,
        identity: ["org", "cluster", "logicalEnvironment", "physicalEnvironment"],
        encode: toInputs,
    });
    /** Outside a preview, Pulumi knows every value. */
    const knownOf = (raw: Properties): KnownSet => desiredOf(raw) as KnownSet;

    /** The client of a destroy, whose errors also say how to do without GitHub. */
    async function retiring(): Promise<ArtifactMetadataClient> {
        const through = await client();
        return {
            ...through,
            setClusterDeploymentRecords: (call) => through.setClusterDeploymentRecords(call).catch(orDropIt),
        };
    }

    /** What the plan announced as to be decommissioned, and was not. */
    function sayNotRetired(target: Target, { spared, unfound }: Applied): void {
        const label = targetLabel(target);
        if (spared.length > 0) {
            context.say(`${label}: not decommissioned, as another resource declares it: ${namedDeployments(spared)}`);
        }
        if (unfound.length > 0) context.warn(`${label}: ${notFound(unfound)}`);
    }

    /** Carries a plan out, and leaves in the state what is known to be recorded, whatever happened. */
    async function write(id: string, plan: Plan, prior: PriorSet | undefined, desired: KnownSet, raw: Properties) {
        const applied = await applyPlan(plan, desired, prior, client, run);
        sayNotRetired(desired, applied);
        const outs = encodeRecordSet({ ...desired, ...applied });
        const reasons = reasonsToFail(applied, desired);
        if (reasons.length === 0) {
            for (const rejection of applied.rejections) context.warn(rejection);
            return { id, outs: { ...outs } };
        }
        if (prior === undefined && applied.deployments.size === 0) throw new PlainError(reasons.join("\n"));
        throw partialFailure(id, { ...outs, __provider: raw.__provider }, reasons);
    }

    return {
        configure,
        check,

        async diff(_id, olds, news) {
            const prior = decodeRecordSet(olds);
            const desired = desiredOf(news);
            const replaces = replacedBy(prior, desired);
            if (replaces.length > 0) {
                // Of the new set, check tells.
                context.say(planRemoval(prior).summary);
                const differences = differencesIn(prior, desired, replaces);
                return { changes: true, replaces, deleteBeforeReplace: false, differences };
            }
            const plan = planRecordSet(withoutRetired(prior, run), desired);
            const changes = plan.changes.some(isChange);
            if (changes) context.say(plan.summary);
            // Where nothing is to be sent, what was rejected is not declared any more: an update clears it.
            const settled = prior.onRejected === desired.onRejected && prior.rejected.size === 0;
            return {
                changes: changes || isUnknown(desired.deployments) || !settled,
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
            const { set, warning } = await refreshRecordSet(decodeRecordSet(outputs), client);
            if (warning !== undefined) context.warn(warning);
            return { id, props: { ...encodeRecordSet(set) }, inputs: { ...encodeInputs(set) } };
        },

        async update(id, olds, news) {
            const prior = withoutRetired(decodeRecordSet(olds), run);
            const desired = { ...knownOf(news), org: prior.org };
            return write(id, planRecordSet(prior, desired), prior, desired, news);
        },

        async delete(_id, outputs) {
            const prior = decodeRecordSet(outputs);
            const applied = await applyPlan(planRemoval(prior), prior, prior, retiring, run);
            sayNotRetired(prior, applied);
            const reasons = [...applied.failures, ...applied.rejections, ...keptBack(prior, applied)];
            if (reasons.length > 0) throw new PlainError(reasons.join("\n"));
        },
    };
}

const notFound = (names: readonly string[]): string =>
    `GitHub finds neither an attestation nor the repository of ${namedDeployments(names)} any more, and decommissioned ` +
    "nothing. What is named here leaves the state. If its repository was renamed, declare it once more, with the new " +
    'name as githubRepository and with the status "decommissioned"';

/** A set that still has a deployment whose new owner could not write it cannot be deleted. */
function keptBack(target: Target, { spared, deployments }: Applied): string[] {
    const kept = spared.filter((name) => deployments.has(name));
    if (kept.length === 0) return [];
    return [
        `${targetLabel(target)}: kept, as another resource declares ${namedDeployments(kept)} and could not write ` +
            `${kept.length === 1 ? "it" : "them"}: mend what that one reports, and run again`,
    ];
}

const planRemoval = (prior: PriorSet): Plan => planRecordSet(prior, { ...prior, deployments: new Map() });

/** What its former owner retired in this run, before this set was heard of, has to be written again. */
function withoutRetired(prior: PriorSet, run: Run): PriorSet {
    if (!run.hasRetired()) return prior;
    const keyOf = recordKeys(prior);
    return { ...prior, records: new Map([...prior.records].filter(([name]) => !run.isRetired(keyOf(name)))) };
}

/** The records of a set. While a part of its target is not known, neither are they. */
function declaredRecords(desired: DesiredSet): readonly DeclaredRecord[] {
    if (isUnknown(desired.deployments) || targetKey(desired).includes(UNKNOWN)) return [];
    const keyOf = recordKeys(desired);
    return [...desired.deployments.keys()].map((name) => ({ key: keyOf(name), name }));
}

/** What identifies the set, and how each part is compared. */
function replacedBy(prior: Target, desired: DesiredSet): string[] {
    const parts = ["cluster", "logicalEnvironment", "physicalEnvironment"] as const;
    const differing: string[] = parts.filter((part) => prior[part] !== desired[part]);
    return sameOrganization(prior.org, desired.org) ? differing : ["org", ...differing];
}

function reasonsToFail(applied: Applied, desired: DesiredSet): readonly string[] {
    return desired.onRejected === "fail" ? [...applied.failures, ...applied.rejections] : applied.failures;
}

function toInputs(desired: DesiredSet): Properties {
    const { deployments } = desired;
    return isUnknown(deployments)
        ? { ...encodeInputs({ ...desired, deployments: new Map() }), deployments }
        : { ...encodeInputs(desired as KnownSet) };
}
