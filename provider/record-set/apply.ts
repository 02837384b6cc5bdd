import type { ArtifactMetadataClient, ClusterReply, DeploymentReply } from "../github/client";
import { mayBeApplied } from "../github/errors";
import { type Unconfirmed, unconfirmed } from "../ownership/last-write";
import type { Leaving, Run } from "../ownership/run";
import type { OnRejected } from "../vocabulary/words";
import { Holding } from "./holding";
import { type Judged, judge } from "./leaving";
import {
    type Deployment,
    type HeldSet,
    idsOf,
    namedDeployments,
    recordKeys,
    type Target,
    targetKey,
    writtenAt,
} from "./model";
import { type NotRetired, stays } from "./not-retired";
import { type Change, callsOf, type Decommission, isDecommission, isSent, type Plan, type SentChange } from "./plan";
import type { Rejection } from "./rejections";
import { latestByName, toCall, toRecord } from "./wire";

/** What GitHub is known to hold after a plan was applied, entry by entry, and what failed. */
export interface Applied extends HeldSet {
    /** The cause that GitHub gave, by deployment name. */
    readonly rejected: ReadonlyMap<string, string>;
    /** All rejections. */
    readonly rejections: readonly Rejection[];
    /** One entry for each failed call, and one for what was not sent because of it. */
    readonly failures: readonly string[];
    /** What left the program and was not retired, by reason. */
    readonly notRetired: ReadonlyMap<NotRetired, readonly string[]>;
}

/** What is needed to apply a plan. */
export interface Means {
    readonly client: () => Promise<ArtifactMetadataClient>;
    readonly run: Run;
    /** Whether the set is updated or deleted. */
    readonly leaving: Leaving;
    readonly onRejected: OnRejected;
}

/** What a deployment's former owner knows about it and passes on. */
interface Handed extends Partial<Unconfirmed> {
    readonly deployment: Deployment;
}

/**
 * Sends what the plan changes, at most 1,000 entries a call, and nothing more after a failed call. It does not throw for a failed call or
 * entry: the outcome says what is known to be recorded, which is what the state must hold.
 */
export async function applyPlan(
    plan: Plan,
    target: Target,
    prior: HeldSet | undefined,
    means: Means,
): Promise<Applied> {
    return means.run.inTurn(targetKey(target), async () => {
        const work = new Application(plan, target, prior, means);
        work.leave(work.release(plan.changes.filter(({ kind }) => kind === "leave")));
        const leaving = work.release(plan.changes.filter(isDecommission));
        const verdicts = await work.ask(leaving);
        // Another resource may have declared some of it in the meantime.
        const retired = new Set<SentChange>(work.choose(work.release(leaving), verdicts));
        const written = plan.changes.filter(isSent).filter((change) => !isDecommission(change) || retired.has(change));
        await work.send(written);
        work.settleOwners(written);
        return work.applied;
    });
}

/** A plan that is being applied. What a set held before stays until GitHub confirms a change. */
class Application {
    readonly #held: Holding;
    readonly #rejected = new Map<string, string>();
    readonly #rejections: Rejection[] = [];
    readonly #failures: string[] = [];
    readonly #notRetired = new Map<NotRetired, string[]>();
    /** What this set wrote in this run, or sent without a clear answer. */
    readonly #written = new Set<string>();
    readonly #keyOf: (deploymentName: string) => string;

    constructor(
        plan: Plan,
        private readonly target: Target,
        prior: HeldSet | undefined,
        private readonly means: Means,
    ) {
        this.#held = new Holding(prior);
        this.#keyOf = recordKeys(target);
        for (const { kind, name } of plan.changes) if (kind === "forget") this.#held.drop(name);
    }

    get applied(): Applied {
        return {
            ...this.#held,
            rejected: this.#rejected,
            rejections: this.#rejections,
            failures: this.#failures,
            notRetired: this.#notRetired,
        };
    }

    /** Leaves records unchanged that somebody else wrote in the meantime. */
    leave(leaving: readonly Change[]): void {
        for (const { name } of leaving) this.#notRetire(name, "rewritten");
    }

    /** Leaves out what belongs to another resource of this run, and returns what nobody else declares. */
    release<Leaving extends Change>(leaving: readonly Leaving[]): readonly Leaving[] {
        const { run } = this.means;
        return leaving.filter(({ name }) => {
            const held = this.#handed(name);
            const known = { writtenAt: held.writtenAt, ids: idsOf(this.#held, name), held };
            const release = run.release(this.#keyOf(name), known, this.means.leaving);
            if (release === "retire") return true;
            this.#notRetire(name, release === "forget" ? "declared" : release);
            return false;
        });
    }

    /** Asks GitHub who wrote the records last. */
    ask(leaving: readonly Decommission[]): Promise<Judged> {
        return judge(leaving, { ...this.target, ...this.#held }, this.means.client, this.means.run);
    }

    /** Returns the records that are this stack's own. They are retired next. */
    choose(leaving: readonly Decommission[], { verdicts, error }: Judged): readonly Decommission[] {
        const unasked: string[] = [];
        const ours = leaving.filter(({ name }) => {
            const verdict = verdicts.get(name);
            if (verdict === "ours") this.means.run.retire(this.#keyOf(name), idsOf(this.#held, name));
            else if (verdict === undefined) unasked.push(name);
            else this.#notRetire(name, verdict);
            return verdict === "ours";
        });
        if (unasked.length > 0)
            this.#failures.push(`${namedDeployments(unasked)} ${UNASKED}: ${(error as Error).message}`);
        return ours;
    }

    /** Makes the calls one after the other. */
    async send(sent: readonly SentChange[]): Promise<void> {
        const calls = callsOf(sent);
        for (const [index, entries] of calls.entries()) {
            try {
                const client = await this.means.client();
                this.#settle(entries, await client.setClusterDeploymentRecords(toCall(this.target, entries)));
            } catch (error) {
                if (mayBeApplied(error)) for (const change of entries) this.#leaveOpen(change);
                this.#failures.push(...failuresOf(error, entries, calls.slice(index + 1).flat()));
                return;
            }
        }
    }

    /** Tells the run for each declared entry whether it was written. If it was not, and a former owner left it, its state is kept here. */
    settleOwners(sent: readonly SentChange[]): void {
        for (const { kind, name } of sent) {
            if (kind === "decommission") continue;
            const key = this.#keyOf(name);
            if (this.#written.has(name)) {
                this.means.run.wrote(key, idsOf(this.#held, name));
                continue;
            }
            const left = this.means.run.fail(key) as Handed | undefined;
            if (left === undefined || this.#held.deployments.has(name)) continue;
            this.#held.doubt(name, left.deployment, unconfirmed(left.reason ?? "moved", left.writtenAt));
        }
    }

    /**
     * | the reply         | to be recorded or updated     | to be decommissioned                                |
     * |-------------------|-------------------------------|-----------------------------------------------------|
     * | in the errors     | rejected: stays as it was     | rejected: stays; or leaves, if not found and "warn" |
     * | among the records | recorded                      | leaves                                              |
     * | all accounted for | open                          | leaves                                              |
     * | else              | open: stays, without a record | open: stays, without a record                       |
     */
    #settle(entries: readonly SentChange[], reply: ClusterReply): void {
        const causes = new Map(reply.errors.map(({ cause, deployment_name }) => [deployment_name, cause]));
        const find = finderIn(reply.records);
        const rejected = entries.filter(({ name }) => causes.has(name)).length;
        const isAccounted = (reply.total ?? 0) + rejected >= entries.length;
        const open: string[] = [];
        for (const change of entries) {
            const { name, after } = change;
            const cause = causes.get(name);
            const record = find(name, after.digest);
            if (cause !== undefined) this.#reject(change, cause);
            else if (isDecommission(change) && (record !== undefined || isAccounted)) this.#held.drop(name);
            else if (record !== undefined) {
                this.#held.confirm(name, after, toRecord(record));
                this.#written.add(name);
            } else {
                this.#leaveOpen(change);
                open.push(name);
            }
        }
        if (open.length > 0) this.#failures.push(`${namedDeployments(open)}: ${NEITHER}`);
    }

    /** A deployment that GitHub no longer finds must not block a set forever. */
    #reject(change: SentChange, cause: string): void {
        const isStaying = !isDecommission(change) || cause !== "not_found" || this.means.onRejected === "fail";
        if (isStaying) this.#rejected.set(change.name, cause);
        else this.#held.drop(change.name);
        this.#rejections.push({ change, cause, isStaying });
    }

    /** Without a clear answer, GitHub may hold the old or the new entry, so it stays without a record, to be sent again. */
    #leaveOpen({ name, after }: SentChange): void {
        const deployment = this.#held.deployments.get(name) ?? after;
        this.#held.doubt(name, deployment, unconfirmed("unclear", writtenAt(this.#held, name)));
        this.#written.add(name);
    }

    #notRetire(name: string, why: NotRetired): void {
        const names = this.#notRetired.get(why) ?? [];
        names.push(name);
        this.#notRetired.set(why, names);
        if (!stays(why, this.means.onRejected)) this.#held.drop(name);
    }

    #handed(name: string): Handed {
        const deployment = this.#held.deployments.get(name) as Deployment;
        const time = writtenAt(this.#held, name);
        return { deployment, ...this.#held.unconfirmed.get(name), ...(time !== undefined && { writtenAt: time }) };
    }
}

/** Finds the record of an entry in a reply. If GitHub ignores case, it may return another spelling than the one that was sent. */
function finderIn(records: readonly DeploymentReply[]) {
    const spelled = (name: string, digest: string): string => `${digest} ${name}`;
    const by = (spell: (name: string) => string) =>
        latestByName(records.map((reply) => ({ name: spelled(spell(reply.deployment_name), reply.digest), reply })));
    const [exact, folded] = [by((name) => name), by((name) => name.toLowerCase())];
    return (name: string, digest: string): DeploymentReply | undefined =>
        exact.get(spelled(name, digest)) ?? folded.get(spelled(name.toLowerCase(), digest));
}

const UNASKED = "not decommissioned, because GitHub could not be asked who wrote last";

const NEITHER =
    "GitHub's answer does not say whether it was recorded or rejected. Run `pulumi up` again: writing a record twice does no harm.";

function failuresOf(error: unknown, entries: readonly SentChange[], unsent: readonly SentChange[]): string[] {
    const failure = `${counted(entries)} not written: ${error instanceof Error ? error.message : String(error)}`;
    return unsent.length === 0 ? [failure] : [failure, `${counted(unsent)} not sent after that`];
}

/** The highest number of deployments that a failure names one by one. */
const MOST_NAMED = 20;

/** Entries are sent in the order of their names, so the first and the last say exactly which ones are meant. */
function counted(entries: readonly SentChange[]): string {
    const names = entries.map(({ name }) => name);
    if (names.length <= MOST_NAMED) return namedDeployments(names, MOST_NAMED);
    const [first, last] = [names[0], names.at(-1)].map((name) => JSON.stringify(name));
    return `${names.length} changed deployments, from ${first} to ${last} in the order of their names,`;
}
