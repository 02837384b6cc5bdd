import type { ArtifactMetadataClient, DeploymentReply } from "../github/client";
import { isLater, NEEDS_READ } from "../ownership/last-write";
import type { Run } from "../ownership/run";
import { inLines } from "../text/printable";
import { Holding } from "./holding";
import { digestsOf, lookUp } from "./lookup";
import { type Deployment, namedDeployments, type PriorSet, targetLabel, writtenAt } from "./model";
import { toRecord, withRecordedFields } from "./wire";

/** What GitHub holds for a set, as far as it returns it. */
export interface Refreshed {
    readonly set: PriorSet;
    /** Warnings about records that were not found or that somebody else wrote. */
    readonly warnings: readonly string[];
}

/**
 * Reads the records of a set, one call for each distinct digest. Nothing leaves the state: GitHub deletes nothing, so a record
 * that is not returned still exists.
 *
 * | in the state                   | GitHub returned it | then                                                          |
 * |--------------------------------|--------------------|---------------------------------------------------------------|
 * | any                            | yes                | tags and risks are what GitHub returned                       |
 * | with a record, or not returned | yes                | its record is what GitHub returned                            |
 * | with a record, or not returned | written later      | without a record: rewritten, because GitHub returns no status |
 * | without a record, other reason | yes                | as it was: only a write settles its status                    |
 * | deployed, with a record        | no                 | without a record: not returned                                |
 * | deployed, without a record     | no                 | as it was                                                     |
 * | decommissioned                 | no                 | as it was: GitHub need not list it                            |
 */
export async function refreshRecordSet(
    prior: PriorSet,
    client: () => Promise<ArtifactMetadataClient>,
    run: Run,
): Promise<Refreshed> {
    const lists = await Promise.all(digestsOf(prior).map(lookUp(prior, client)));
    const found = new Map(lists.flatMap((list) => [...list]));
    if (found.size > 0) run.read(prior.org);
    const held = new Holding(prior);
    const [missing, rewritten]: [string[], string[]] = [[], []];
    for (const [name, deployment] of prior.deployments) {
        const reply = found.get(name);
        if (reply !== undefined) {
            if (refreshOne(held, name, deployment, reply)) rewritten.push(name);
        } else if (deployment.status !== "decommissioned") {
            if (prior.records.has(name)) held.loseRecord(name, "not-returned");
            missing.push(name);
        }
    }
    const warnings = [
        ...(missing.length === 0 ? [] : [notReturned(prior, missing, found.size > 0)]),
        ...(rewritten.length === 0 ? [] : [someRewritten(prior, rewritten)]),
    ];
    return { set: { ...prior, ...held }, warnings };
}

/** Updates a deployment with what GitHub returned; returns true if somebody else wrote it. */
function refreshOne(held: Holding, name: string, deployment: Deployment, reply: DeploymentReply): boolean {
    const recorded = withRecordedFields(deployment, reply);
    held.deployments.set(name, recorded);
    const doubt = held.unconfirmed.get(name)?.reason;
    if (doubt !== undefined && doubt !== "not-returned") return false;
    const isRewritten = isLater(writtenAt(held, name), reply.updated_at);
    if (isRewritten) held.loseRecord(name, "rewritten");
    else held.confirm(name, recorded, toRecord(reply));
    return isRewritten;
}

const someRewritten = (prior: PriorSet, rewritten: readonly string[]): string =>
    inLines([
        `${targetLabel(prior)}: ${namedDeployments(rewritten)} updated in the meantime by someone else: by another stack or tool, or by an ` +
            "earlier run that was interrupted.",
        "GitHub does not return their status, so the next `pulumi up` writes them again. If you remove them from the program before that, " +
            "they stay as recorded.",
    ]);

function notReturned(prior: PriorSet, missing: readonly string[], isAnyReturned: boolean): string {
    const what = `GitHub ${isAnyReturned ? "did not return" : "returned none of"} ${namedDeployments(missing)}.`;
    const why = isAnyReturned
        ? `Either they point to another digest, or the credential cannot read them (${NEEDS_READ}).`
        : `Either the credential cannot read them (${NEEDS_READ}), or the credential is for another organization, or they point to other digests.`;
    return inLines([`${targetLabel(prior)}: ${what}`, why, WRITES_AGAIN]);
}

const WRITES_AGAIN =
    "They stay in the state, and the next `pulumi up` writes them again, which does no harm if they exist.";
