import type { StoredDeploymentRecord, StoredStorageRecord } from "./records";
import type { GitHubState } from "./state";

/** Matches deployment records that have all of these values. */
export type DeploymentMatch = Partial<Omit<StoredDeploymentRecord, "tags" | "runtime_risks">>;

/** The change to deployment records. Another `digest` also changes the attestation. */
export type DeploymentChange =
    | "remove"
    | Partial<Pick<StoredDeploymentRecord, "digest" | "name" | "version" | "status" | "tags" | "runtime_risks">>;

/** Matches storage records that have all of these values. */
export type StorageMatch = Partial<StoredStorageRecord>;

/** The change to storage records. */
export type StorageChange = "remove" | Partial<Omit<StoredStorageRecord, "id" | "org" | "created_at" | "updated_at">>;

/** Changes matching deployments as another tool would, without a request. @throws if none matches */
export function alterDeployment(state: GitHubState, match: DeploymentMatch, change: DeploymentChange): void {
    const updated_at = state.timestamp();
    for (const record of select(state.deployments.all(), match)) {
        if (change === "remove") {
            state.deployments.remove(record, updated_at);
        } else {
            const altered = { ...record, ...change, updated_at };
            const attestation = state.organization(record.org)?.attestationOf(altered.digest);
            const github_repository = attestation?.repository ?? record.github_repository;
            state.deployments.replace(record, {
                ...altered,
                github_repository,
                attestation_id: attestation?.id ?? null,
            });
        }
    }
}

/** The same for storage records. @throws if none matches */
export function alterStorageRecord(state: GitHubState, match: StorageMatch, change: StorageChange): void {
    const updated_at = state.timestamp();
    for (const record of select(state.storage.all(), match)) {
        if (change === "remove") {
            state.storage.remove(record, updated_at);
        } else {
            state.storage.replace(record, { ...record, ...change, updated_at });
        }
    }
}

function select<Stored>(records: readonly Stored[], match: object): Stored[] {
    const wanted = Object.entries(match) as [keyof Stored, unknown][];
    const found = records.filter((record) => wanted.every(([field, value]) => record[field] === value));
    if (found.length === 0) {
        // A test that alters no record would test nothing.
        throw new Error(`None of the ${records.length} records matches ${JSON.stringify(match)}.`);
    }
    return found;
}
