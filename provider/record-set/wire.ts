import type { ClusterCall, DeploymentEntry, DeploymentReply } from "../github/client";
import { toTheSecond } from "../ownership/last-write";
import { byCodeUnit, byId } from "../vocabulary/order";
import type { RuntimeRisk } from "../vocabulary/words";
import type { Deployment, DeploymentRecord, Target } from "./model";

/** The call that records some deployments of a target. Tags and risks are always sent, because empty ones clear them. */
export function toCall(target: Target, entries: readonly { name: string; after: Deployment }[]): ClusterCall {
    return {
        org: target.org,
        cluster: target.cluster,
        logical_environment: target.logicalEnvironment,
        ...(target.physicalEnvironment !== undefined && { physical_environment: target.physicalEnvironment }),
        deployments: entries.map(({ name, after }) => toEntry(name, after)),
    };
}

function toEntry(deploymentName: string, deployment: Deployment): DeploymentEntry {
    const { name, digest, version, status = "deployed", githubRepository, tags = {}, runtimeRisks = [] } = deployment;
    return {
        name,
        digest,
        ...(version !== undefined && { version }),
        status,
        deployment_name: deploymentName,
        ...(githubRepository !== undefined && { github_repository: githubRepository }),
        tags: { ...tags },
        runtime_risks: [...runtimeRisks],
    };
}

/** The part of a returned record that the state keeps. */
export function toRecord(reply: DeploymentReply): DeploymentRecord {
    return {
        id: reply.id,
        ...(reply.updated_at !== undefined && { updatedAt: toTheSecond(reply.updated_at) }),
    };
}

/** A deployment with the tags and risks that GitHub holds. What GitHub does not return stays as it was. */
export function withRecordedFields(deployment: Deployment, reply: DeploymentReply): Deployment {
    const { tags: _tags, runtimeRisks: _risks, ...rest } = deployment;
    const tags = Object.entries(reply.tags ?? {}).sort(([a], [b]) => byCodeUnit(a, b));
    const risks = [...(reply.runtime_risks ?? [])].sort(byCodeUnit) as RuntimeRisk[];
    return {
        ...rest,
        ...(tags.length > 0 && { tags: Object.fromEntries(tags) }),
        ...(risks.length > 0 && { runtimeRisks: risks }),
    };
}

/** True for a record of this target. */
export function isOf(target: Target, reply: DeploymentReply): boolean {
    return (
        reply.cluster === target.cluster &&
        reply.logical_environment === target.logicalEnvironment &&
        (reply.physical_environment || undefined) === target.physicalEnvironment
    );
}

/** The records by deployment name. If several have one name, the one with the highest id counts, because it is the newest. */
export const latestByName = (
    records: readonly { readonly name: string; readonly reply: DeploymentReply }[],
): Map<string, DeploymentReply> =>
    new Map([...records].sort((a, b) => byId(a.reply, b.reply)).map(({ name, reply }) => [name, reply]));
