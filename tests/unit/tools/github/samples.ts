import type { StoredDeploymentRecord, StoredStorageRecord } from "../../../../tools/github/index";
import type { DeploymentEntry, DeploymentsBody, StorageBody } from "../../../../tools/github/wire";

/** A valid digest, different for each number. */
export function digestOf(number: number): string {
    return `sha256:${number.toString(16).padStart(64, "0")}`;
}

/** A valid entry with only the required fields and a repository of the default organization. */
export function entry(changes: Partial<DeploymentEntry> = {}): DeploymentEntry {
    return {
        name: "ghcr.io/acme/api",
        digest: digestOf(1),
        deployment_name: "shop/api/server",
        github_repository: "api",
        ...changes,
    };
}

/** A valid body for a write of deployments. */
export function deployments(
    entries: readonly DeploymentEntry[] = [entry()],
    changes: Partial<DeploymentsBody> = {},
): DeploymentsBody {
    return { logical_environment: "production", deployments: [...entries], ...changes };
}

/** A valid body for a write of a storage record. */
export function storage(changes: Partial<StorageBody> = {}): StorageBody {
    return {
        name: "ghcr.io/acme/api",
        digest: digestOf(1),
        registry_url: "https://ghcr.io",
        github_repository: "api",
        ...changes,
    };
}

const WHEN = { created_at: "2026-01-01T00:00:00Z", updated_at: "2026-01-01T00:00:00Z" };

/** A deployment record with every field except an attestation. */
export function storedDeployment(changes: Partial<StoredDeploymentRecord> = {}): StoredDeploymentRecord {
    return {
        ...WHEN,
        id: 1,
        org: "acme",
        cluster: "prod",
        logical_environment: "production",
        physical_environment: "eu",
        deployment_name: "shop/api",
        name: "api",
        digest: digestOf(1),
        version: "1.4.2",
        status: "deployed",
        github_repository: "api",
        tags: { team: "shop", tier: "1" },
        runtime_risks: ["internet-exposed"],
        attestation_id: null,
        ...changes,
    };
}

/** A storage record without an artifact URL and a path. */
export function storedImage(changes: Partial<StoredStorageRecord> = {}): StoredStorageRecord {
    return {
        ...WHEN,
        id: 2,
        org: "acme",
        name: "api",
        digest: digestOf(1),
        version: "1.4.2",
        artifact_url: null,
        path: null,
        registry_url: "https://ghcr.io",
        repository: "acme/api",
        status: "active",
        github_repository: "api",
        ...changes,
    };
}

/** The value without one of its fields. */
export function without<Value extends object>(value: Value, field: keyof Value): Partial<Value> {
    const { [field]: _, ...rest } = value;
    return rest as Partial<Value>;
}

/** A clock that moves by one second each time it is read. */
export function tickingClock(): () => Date {
    let seconds = 0;
    return () => {
        seconds += 1;
        return new Date(Date.UTC(2026, 0, 1, 0, 0, seconds, 987));
    };
}
