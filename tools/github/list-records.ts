import type { Endpoint, OrganizationCall } from "./call";
import { type Reply, refuse } from "./replies";
import type { Violation } from "./rules";
import { toDeploymentReply, toStorageReply } from "./to-reply";
import { digest } from "./vocabulary";

/** `GET …/{subject_digest}/metadata/deployment-records`: the records that the token may read, oldest first. */
export const listDeployments: Endpoint = (call) =>
    refuseDigest(call) ??
    reply(
        "deployment_records",
        readable(call, call.state.deployments.ofDigest(call.organization.name, call.subject))
            .filter((record) => call.state.listDecommissioned || record.status !== "decommissioned")
            .map(toDeploymentReply),
    );

/** `GET …/{subject_digest}/metadata/storage-records`: the records that the token may read, whatever their status. */
export const listStorage: Endpoint = (call) =>
    refuseDigest(call) ??
    reply(
        "storage_records",
        readable(call, call.state.storage.ofDigest(call.organization.name, call.subject)).map(toStorageReply),
    );

function readable<Stored extends { github_repository: string }>(
    call: OrganizationCall,
    records: readonly Stored[],
): Stored[] {
    return records.filter((record) => call.access.mayRead(record.github_repository));
}

// An artifact without records has an empty list. An invalid digest is refused, since an empty list would hide the client's
// mistake.
function refuseDigest({ subject, documentation }: OrganizationCall): Reply | undefined {
    const violations: Violation[] = [];
    digest(subject, "subject_digest", violations);
    return violations.length > 0 ? refuse(422, "Validation Failed", documentation, violations) : undefined;
}

function reply(key: string, records: readonly unknown[]): Reply {
    return { status: 200, body: { total_count: records.length, [key]: records } };
}
