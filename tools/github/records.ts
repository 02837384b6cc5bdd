import type { DeploymentEntry, StorageBody } from "./wire";

/** What makes two writes speak of the same deployment: GitHub then updates its record instead of adding one. */
export interface DeploymentIdentity {
    /** The organization, as it is spelled where it was configured. */
    readonly org: string;
    readonly cluster: string;
    readonly logical_environment: string;
    /** `null` where none was given. */
    readonly physical_environment: string | null;
    readonly deployment_name: string;
}

/** Everything the server holds of a deployment, with the fields that GitHub takes but never gives back. */
export interface StoredDeploymentRecord extends DeploymentIdentity {
    readonly id: number;
    readonly digest: string;
    readonly name: string;
    readonly version: string | null;
    readonly status: "deployed" | "decommissioned";
    /** The repository it was resolved to: that of the attestation, else the one that was sent. */
    readonly github_repository: string;
    readonly tags: Readonly<Record<string, string>>;
    readonly runtime_risks: NonNullable<DeploymentEntry["runtime_risks"]>;
    /** The provenance attestation of `digest`; `null` where there is none. */
    readonly attestation_id: number | null;
    /** When the deployment was first recorded; ISO 8601 in UTC, whole seconds. */
    readonly created_at: string;
    /** When it was last written. */
    readonly updated_at: string;
}

/**
 * What makes two writes speak of the same place of storage.
 *
 * GitHub does not document this key. A removal has to name the same registry, so `registry_url` is part of it.
 */
export interface StorageIdentity {
    readonly org: string;
    readonly digest: string;
    readonly registry_url: string;
    /** `null` where none was given. */
    readonly repository: string | null;
}

/** Everything the server holds of a stored artifact, with the fields that GitHub takes but never gives back. */
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
