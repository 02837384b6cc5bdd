import type { DeploymentEntry, StorageBody } from "./wire";

/** The identity of a deployment. If two writes have the same identity, GitHub updates the record instead of adding one. */
export interface DeploymentIdentity {
    /** The organization, in its configured spelling. */
    readonly org: string;
    readonly cluster: string;
    readonly logical_environment: string;
    /** `null` if none was sent. */
    readonly physical_environment: string | null;
    readonly deployment_name: string;
}

/** Everything that the server holds for a deployment, including the fields that GitHub accepts but never returns. */
export interface StoredDeploymentRecord extends DeploymentIdentity {
    readonly id: number;
    readonly digest: string;
    readonly name: string;
    readonly version: string | null;
    readonly status: "deployed" | "decommissioned";
    /** The resolved repository: that of the attestation, or else the one that was sent. */
    readonly github_repository: string;
    readonly tags: Readonly<Record<string, string>>;
    readonly runtime_risks: NonNullable<DeploymentEntry["runtime_risks"]>;
    /** The provenance attestation of `digest`. `null` if there is none. */
    readonly attestation_id: number | null;
    /** When the deployment was first recorded, as ISO 8601 in UTC with whole seconds. */
    readonly created_at: string;
    /** When it was last written. */
    readonly updated_at: string;
}

/**
 * The identity of a storage record.
 *
 * GitHub does not document it. A removal must name the same registry, so `registry_url` is part of it.
 */
export interface StorageIdentity {
    readonly org: string;
    readonly digest: string;
    readonly registry_url: string;
    /** `null` if none was sent. */
    readonly repository: string | null;
}

/** Everything that the server holds for a stored artifact, including the fields that GitHub accepts but never returns. */
export interface StoredStorageRecord extends StorageIdentity {
    readonly id: number;
    readonly name: string;
    readonly version: string | null;
    readonly artifact_url: string | null;
    readonly path: string | null;
    readonly status: NonNullable<StorageBody["status"]>;
    readonly github_repository: string;
    readonly created_at: string;
    readonly updated_at: string;
}
