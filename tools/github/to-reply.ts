import type { StoredDeploymentRecord, StoredStorageRecord } from "./records";
import type { DeploymentReply, StorageReply } from "./wire";

/** The fields of a deployment that GitHub returns. It returns no status, name, version or repository. */
export function toDeploymentReply(record: StoredDeploymentRecord): DeploymentReply {
    return {
        id: record.id,
        digest: record.digest,
        logical_environment: record.logical_environment,
        physical_environment: record.physical_environment,
        cluster: record.cluster,
        deployment_name: record.deployment_name,
        tags: record.tags,
        runtime_risks: record.runtime_risks,
        created_at: record.created_at,
        updated_at: record.updated_at,
        attestation_id: record.attestation_id,
    };
}

/** The fields of a stored artifact that GitHub returns. It returns no version, path or GitHub repository. */
export function toStorageReply(record: StoredStorageRecord): StorageReply {
    return {
        id: record.id,
        name: record.name,
        digest: record.digest,
        artifact_url: record.artifact_url,
        registry_url: record.registry_url,
        repository: record.repository,
        status: record.status,
        created_at: record.created_at,
        updated_at: record.updated_at,
    };
}
