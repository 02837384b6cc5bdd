import { isDeepStrictEqual } from "node:util";
import type { ArtifactMetadataClient, DeploymentReply } from "../github/client";
import { type DeploymentRecord, namedDeployments, type PriorSet, quotedNames, targetLabel } from "./model";
import { isOf, toRecord, withRecordedFields } from "./wire";

/** What GitHub holds of a set, as far as it tells. */
export interface Refreshed {
    readonly set: PriorSet;
    /** Said to the person who refreshes: only where records were not found. */
    readonly warning?: string;
}

/**
 * | the entry of the state  | found under its digest  | then                                                        |
 * |-------------------------|-------------------------|-------------------------------------------------------------|
 * | any                     | yes                     | stays; tags, risks and record are what GitHub returned      |
 * | any                     | as another wrote it     | stays without a record, so that up writes it again          |
 * | any, without a record   | yes                     | stays without one: only a write makes sure of its status    |
 * | decommissioned          | no                      | stays as it is: GitHub need not list it any more            |
 * | deployed                | no, others of its       | leaves: it is gone, or was pointed at another digest        |
 * |                         | repository are          |                                                             |
 * | deployed                | none of its repository  | stays without a record, so that up writes, destroy retires  |
 */
export async function refreshRecordSet(
    prior: PriorSet,
    client: () => Promise<ArtifactMetadataClient>,
): Promise<Refreshed> {
    const found = await recordsOf(prior, client);
    const readable = new Set([...found.keys()].map((name) => prior.deployments.get(name)?.githubRepository));
    const deployments = new Map(prior.deployments);
    const records = new Map(prior.records);
    const [lost, unread, rewritten]: [string[], string[], string[]] = [[], [], []];
    for (const [name, deployment] of prior.deployments) {
        const reply = found.get(name);
        if (reply !== undefined) {
            const recorded = withRecordedFields(deployment, reply);
            deployments.set(name, recorded);
            const known = prior.records.get(name);
            if (known === undefined) continue;
            records.set(name, toRecord(reply));
            if (isWrittenByAnother(known, reply) && isDeepStrictEqual(recorded, deployment)) {
                records.delete(name);
                rewritten.push(name);
            }
        } else if (deployment.status === "deployed") {
            records.delete(name);
            if (readable.has(deployment.githubRepository)) {
                deployments.delete(name);
                lost.push(name);
            } else unread.push(name);
        }
    }
    const warnings = [
        ...(lost.length === 0 ? [] : [someLost(prior, lost)]),
        ...(unread.length === 0 ? [] : [found.size === 0 ? nothingFound(prior, unread) : someUnread(prior, unread)]),
        ...(rewritten.length === 0 ? [] : [someRewritten(prior, rewritten)]),
    ];
    const set = { ...prior, deployments, records };
    return warnings.length === 0 ? { set } : { set, warning: warnings.join("\n") };
}

/**
 * GitHub does not return a status. So a record that was written since is suspect: by a destroy that was broken off, for
 * example, it is decommissioned. A difference that shows needs no suspicion: it is written anyway.
 */
const isWrittenByAnother = (known: DeploymentRecord, reply: DeploymentReply): boolean =>
    known.updatedAt !== undefined && reply.updated_at !== undefined && known.updatedAt !== reply.updated_at;

/** One call for each distinct digest. A record of another digest of the set has been re-pointed: it is not found. */
async function recordsOf(
    prior: PriorSet,
    client: () => Promise<ArtifactMetadataClient>,
): Promise<Map<string, DeploymentReply>> {
    const digests = [...new Set([...prior.deployments.values()].map(({ digest }) => digest))];
    const lists = await Promise.all(
        digests.map(async (digest) => (await client()).listDeploymentRecords(prior.org, digest)),
    );
    const records = lists
        .flat()
        .filter(
            (record) => isOf(prior, record) && prior.deployments.get(record.deployment_name)?.digest === record.digest,
        )
        .sort((a, b) => a.id - b.id);
    return new Map(records.map((record) => [record.deployment_name, record]));
}

function someLost(prior: PriorSet, lost: readonly string[]): string {
    return (
        `${targetLabel(prior)}: GitHub did not return the records of ${quotedNames(lost)}. They are gone, point to ` +
        `another digest, or the credential may not read them (${PERMISSION}). They leave the state: the next ` +
        "`pulumi up` writes those that are declared; before that, neither `pulumi destroy` nor taking them out of the " +
        "program retires them"
    );
}

function someRewritten(prior: PriorSet, rewritten: readonly string[]): string {
    return (
        `${targetLabel(prior)}: ${namedDeployments(rewritten)} ${rewritten.length === 1 ? "was" : "were"} written since ` +
        "the state was, by another program or by a destroy that was broken off. GitHub does not tell their status, so " +
        "the next `pulumi up` writes them again, which does no harm"
    );
}

function someUnread(prior: PriorSet, unread: readonly string[]): string {
    return (
        `${targetLabel(prior)}: GitHub returned no record of ${namedDeployments(unread)}, nor any other of the same ` +
        `repositories. Either they are gone, or the credential may not read them (${PERMISSION}). They stay in the ` +
        "state; the next `pulumi up` writes them again, which does no harm where they exist"
    );
}

function nothingFound(prior: PriorSet, { length }: readonly string[]): string {
    const records = length === 1 ? "records" : `${length} records`;
    return (
        `${targetLabel(prior)}: GitHub returned none of the ${records} that the state holds. Either they are gone, or ` +
        `the credential may not read them (${PERMISSION}), or it is for another organization or API. Nothing leaves ` +
        "the state; the next `pulumi up` writes them again, which does no harm where they exist"
    );
}

const PERMISSION = 'it needs "artifact-metadata: read" on the repositories that built the artifacts';
