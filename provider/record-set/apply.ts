import type { ArtifactMetadataClient, ClusterReply } from "../github/client";
import { GitHubError } from "../github/errors";
import type { Run } from "../run";
import { DEPLOYMENTS_PER_CALL, type RejectionCause, shortDigest } from "../vocabulary";
import {
    type Deployment,
    type DeploymentRecord,
    namedDeployments,
    type PriorSet,
    recordKeys,
    type Target,
    targetKey,
} from "./model";
import { type Change, isSent, type Plan, type SentChange } from "./plan";
import { toCall, toRecord } from "./wire";

/** What GitHub is known to hold after a plan was carried out, entry by entry, and what went wrong on the way. */
export interface Applied {
    readonly deployments: ReadonlyMap<string, Deployment>;
    readonly records: ReadonlyMap<string, DeploymentRecord>;
    readonly rejected: ReadonlyMap<string, RejectionCause>;
    /** One for each entry that GitHub rejected. */
    readonly rejections: readonly string[];
    /** One for each call that failed, and one for what was not sent because of it. */
    readonly failures: readonly string[];
    /**
     * What left this set and was not retired, since it has another owner in this run. Where that one could not write it,
     * it stays among the deployments, so that it is not forgotten.
     */
    readonly spared: readonly string[];
    /** What was to be decommissioned, and GitHub does not find what built it: so there is nothing that could be retired. */
    readonly unfound: readonly string[];
}

/** The same, while it is being found out. */
interface Outcome {
    readonly spared: readonly string[];
    readonly unfound: string[];
    /** Declared, sent or to be sent, and not recorded so far. */
    readonly unwritten: Set<string>;
    readonly deployments: Map<string, Deployment>;
    readonly records: Map<string, DeploymentRecord>;
    readonly rejected: Map<string, RejectionCause>;
    readonly rejections: string[];
    readonly failures: string[];
}

/**
 * Sends what the plan changes, at most 1,000 entries a call, and after a failed call nothing more. It does not throw
 * for a failed call or entry: the outcome says what is known to be recorded, which is what the state must hold.
 */
export async function applyPlan(
    plan: Plan,
    target: Target,
    prior: Pick<PriorSet, "deployments" | "records"> | undefined,
    client: () => Promise<ArtifactMetadataClient>,
    run: Run,
): Promise<Applied> {
    return run.inTurn(targetKey(target), async () => {
        const keyOf = recordKeys(target);
        const isSpared = ({ kind, name }: Change) => kind === "decommission" && run.isClaimed(keyOf(name));
        const outcome = startFrom(plan.changes, isSpared, prior);
        leaveSpared(outcome, keyOf, run);
        const changes = plan.changes.filter((change) => !isSpared(change));
        const sent = changes.filter(isSent);
        for (const { kind, name } of sent) {
            if (kind === "decommission") run.retire(keyOf(name));
            else run.claim(keyOf(name));
        }
        for (let first = 0; first < sent.length; first += DEPLOYMENTS_PER_CALL) {
            const entries = sent.slice(first, first + DEPLOYMENTS_PER_CALL);
            try {
                const reply = await (await client()).setClusterDeploymentRecords(toCall(target, entries));
                settle(outcome, entries, reply);
            } catch (error) {
                if (error instanceof GitHubError && error.mayBeApplied) leaveOpen(outcome, entries);
                outcome.failures.push(...failuresOf(error, entries, sent.slice(first + DEPLOYMENTS_PER_CALL)));
                break;
            }
        }
        takeOverUnwritten(outcome, keyOf, run);
        return outcome;
    });
}

/** Until GitHub confirms a change, what it held before stands. */
function startFrom(
    changes: readonly Change[],
    isSpared: (change: Change) => boolean,
    prior: Pick<PriorSet, "deployments" | "records"> | undefined,
): Outcome {
    const namesOf = (group: readonly Change[]): string[] => group.map(({ name }) => name);
    const outcome: Outcome = {
        deployments: new Map(prior?.deployments),
        records: new Map(prior?.records),
        rejected: new Map(),
        rejections: [],
        failures: [],
        unfound: [],
        spared: namesOf(changes.filter(isSpared)),
        unwritten: new Set(namesOf(changes.filter(({ kind }) => kind === "record" || kind === "update"))),
    };
    for (const name of namesOf(changes.filter(({ kind }) => kind === "forget"))) drop(outcome, name);
    return outcome;
}

type KeyOf = (deploymentName: string) => string;

/** What is spared belongs to another resource now, unless that one has tried to write it and could not. */
function leaveSpared(outcome: Outcome, keyOf: KeyOf, run: Run): void {
    for (const name of outcome.spared) {
        if (run.hasFailed(keyOf(name))) continue;
        run.leave(keyOf(name), outcome.deployments.get(name));
        drop(outcome, name);
    }
}

/** What was left to this set, and it could not write, stays in its state as it was: else nobody would retire it ever. */
function takeOverUnwritten(outcome: Outcome, keyOf: KeyOf, run: Run): void {
    for (const name of outcome.unwritten) {
        const left = run.fail(keyOf(name)) as Deployment | undefined;
        if (left !== undefined && !outcome.deployments.has(name)) outcome.deployments.set(name, left);
    }
}

/** Without a clear answer, GitHub may hold either side of an entry: so it stays, but without a record, to be sent again. */
function leaveOpen({ deployments, records }: Outcome, entries: readonly SentChange[]): void {
    for (const { name, after } of entries) {
        deployments.set(name, deployments.get(name) ?? after);
        records.delete(name);
    }
}

function drop(outcome: Outcome, name: string): void {
    outcome.deployments.delete(name);
    outcome.records.delete(name);
}

function settle(outcome: Outcome, entries: readonly SentChange[], reply: ClusterReply): void {
    const causes = new Map(
        reply.errors.map(({ cause, deployment_name }) => [deployment_name, cause as RejectionCause]),
    );
    const records = new Map(reply.records.map((record) => [record.deployment_name, toRecord(record)]));
    for (const change of entries) {
        const { name, kind, after } = change;
        const cause = causes.get(name);
        const record = records.get(name);
        if (kind === "decommission" && cause !== "unauthorized") {
            drop(outcome, name);
            if (cause === "not_found") outcome.unfound.push(name);
        } else if (cause !== undefined) {
            outcome.rejected.set(name, cause);
            outcome.rejections.push(explainRejection(change, cause));
        } else if (record === undefined) {
            outcome.failures.push(`deployment ${JSON.stringify(name)}: GitHub named it neither recorded nor rejected`);
        } else {
            outcome.deployments.set(name, after);
            outcome.records.set(name, record);
            outcome.unwritten.delete(name);
        }
    }
}

function explainRejection({ kind, name, after }: SentChange, cause: RejectionCause): string {
    const what = `deployment ${JSON.stringify(name)} (${shortDigest(after.digest)}), to ${kind}`;
    return `${what}: GitHub rejected it as ${cause}: ${WHY[cause](after.githubRepository)}`;
}

const WHY: Readonly<Record<RejectionCause, (repository: string | undefined) => string>> = {
    unauthorized: (repository) =>
        `the credential may not write artifact metadata of the repository ${repository === undefined ? "that built it" : `"${repository}"`}: ` +
        'give it "artifact-metadata: write" there',
    not_found: (repository) =>
        repository === undefined
            ? "no provenance attestation exists for the digest, and no githubRepository is given: attest the build, or name the repository"
            : `no provenance attestation exists for the digest, and the repository "${repository}" was not found in the organization: check its name`,
};

function failuresOf(error: unknown, entries: readonly SentChange[], unsent: readonly SentChange[]): string[] {
    const failure = `${counted(entries)} not written: ${error instanceof Error ? error.message : String(error)}`;
    return unsent.length === 0 ? [failure] : [failure, `${counted(unsent)} not sent after that`];
}

/** Most deployments that a failure names one by one. */
const MOST_NAMED = 20;

/** Entries go out in the order of their names: of many, the first and the last say exactly which they are. */
function counted(entries: readonly SentChange[]): string {
    const names = entries.map(({ name }) => name);
    if (names.length <= MOST_NAMED) return namedDeployments(names, MOST_NAMED);
    const [first, last] = [names[0], names.at(-1)].map((name) => JSON.stringify(name));
    return `${names.length} changed deployments, from ${first} to ${last} in the order of their names,`;
}
