import type { Endpoint, OrganizationCall } from "./call";
import { checkDeployments } from "./deployment-rules";
import type { DeploymentIdentity, StoredDeploymentRecord } from "./records";
import { refuse } from "./replies";
import { toDeploymentReply } from "./to-reply";
import type { DeploymentEntry, DeploymentsBody, Rejection } from "./wire";

interface Accepted {
    readonly entry: DeploymentEntry;
    readonly repository: string;
    /** The first entry with the same digest and repository. The artifact gets its name and version. */
    readonly artifact: DeploymentEntry;
}

/** `POST …/deployment-record/cluster/{cluster}`: creates or updates the record of each entry. */
export const setDeployments: Endpoint = (call) => {
    const { documentation, subject: cluster, body } = call;
    const violations = checkDeployments(cluster, body, call.state.ignoresCase);
    if (violations.length > 0) {
        return refuse(422, "Validation Failed", documentation, violations);
    }
    const sent = body as DeploymentsBody;
    const { accepted, errors } = sortOut(call, sent.deployments);
    if (errors.length > 0 && sent.partial_success !== true) {
        return refuse(404, "no artifacts found", documentation);
    }
    // The whole call has one time, however many entries it has.
    const now = call.state.timestamp();
    const records = accepted.map((one) => record(call, sent, one, now));
    return {
        status: errors.length > 0 ? 207 : 200,
        body: {
            total_count: records.length,
            ...(sent.return_records !== false && { deployment_records: records.map(toDeploymentReply) }),
            ...(errors.length > 0 && { errors }),
        },
    };
};

function sortOut(
    call: OrganizationCall,
    entries: readonly DeploymentEntry[],
): { accepted: Accepted[]; errors: Rejection[] } {
    const accepted: Accepted[] = [];
    const errors: Rejection[] = [];
    const artifacts = new Map<string, DeploymentEntry>();
    for (const entry of entries) {
        const repository = call.organization.repositoryOf(entry.digest, entry.github_repository);
        if (repository === undefined) {
            errors.push(reject("not_found", entry));
        } else if (!call.access.mayWrite(repository)) {
            errors.push(reject("unauthorized", entry));
        } else {
            const key = `${entry.digest} ${repository.toLowerCase()}`;
            const artifact = artifacts.get(key) ?? entry;
            artifacts.set(key, artifact);
            accepted.push({ entry, repository, artifact });
        }
    }
    return { accepted, errors };
}

function reject(cause: Rejection["cause"], entry: DeploymentEntry): Rejection {
    const { name, digest, deployment_name, version = null, status = "deployed" } = entry;
    const { github_repository = null, tags = {}, runtime_risks = [] } = entry;
    return {
        cause,
        deployment: { name, digest, deployment_name, version, status, github_repository, tags, runtime_risks },
    };
}

function identify(call: OrganizationCall, sent: DeploymentsBody, entry: DeploymentEntry): DeploymentIdentity {
    return {
        org: call.organization.name,
        cluster: call.subject,
        logical_environment: sent.logical_environment,
        // An empty environment counts as none. Otherwise two records could differ in nothing that a person sees.
        physical_environment: sent.physical_environment || null,
        deployment_name: entry.deployment_name,
    };
}

/**
 * GitHub does not document what an omitted field does to an existing record. Here:
 *
 *     tags, runtime_risks | keep their values. An empty value clears them
 *     version             | keeps its value for the same digest. Another digest without a version has none
 *     status              | its declared default, `deployed`, so a decommissioned deployment becomes deployed again
 */
function record(
    call: OrganizationCall,
    sent: DeploymentsBody,
    { entry, repository, artifact }: Accepted,
    now: string,
): StoredDeploymentRecord {
    const { deployments } = call.state;
    const identity = identify(call, sent, entry);
    const stored = deployments.find(identity);
    // Each field is copied by itself. Spreading the identity more than doubles the time of a call with a thousand entries.
    const written: StoredDeploymentRecord = {
        org: identity.org,
        cluster: identity.cluster,
        logical_environment: identity.logical_environment,
        physical_environment: identity.physical_environment,
        deployment_name: identity.deployment_name,
        id: stored?.id ?? deployments.freshId(),
        digest: entry.digest,
        name: artifact.name,
        version: artifact.version ?? (stored?.digest === entry.digest ? stored.version : null),
        status: entry.status ?? "deployed",
        github_repository: repository,
        tags: entry.tags ?? stored?.tags ?? {},
        runtime_risks: entry.runtime_risks ?? stored?.runtime_risks ?? [],
        attestation_id: call.organization.attestationOf(entry.digest)?.id ?? null,
        created_at: stored?.created_at ?? now,
        updated_at: now,
    };
    deployments.put(written);
    return written;
}
