import { type Access, toAccess } from "./access";
import type { GitHubOptions } from "./options";
import { Organization, type OrganizationView } from "./organization";
import { RecordStore } from "./record-store";
import type { DeploymentIdentity, StorageIdentity, StoredDeploymentRecord, StoredStorageRecord } from "./records";

/** What the server knows and holds. */
export interface GitHubState {
    readonly deployments: RecordStore<DeploymentIdentity, StoredDeploymentRecord>;
    readonly storage: RecordStore<StorageIdentity, StoredStorageRecord>;
    readonly listDecommissioned: boolean;
    /** Whether names of clusters, environments and deployments that differ only in case are the same. */
    readonly ignoresCase: boolean;
    /** The organization of that name, without case; undefined for a user account and for nobody. */
    organization(name: string): OrganizationView | undefined;
    /** What a token may do; undefined for one that is not known. */
    access(token: string): Access | undefined;
    now(): Date;
    /** Now, as GitHub writes it: ISO 8601 in UTC, whole seconds. */
    timestamp(): string;
}

/** The state at the start: organizations, users, tokens and records as in `options`. */
export function createState(options: GitHubOptions): GitHubState {
    const { organizations = { acme: { repositories: ["api", "web", "worker"] } }, users = ["octocat"] } = options;
    const { tokens = { ghs_embedded: "write" }, now = () => new Date() } = options;
    const { listDecommissioned = true, ignoresCase = false } = options;
    const known = new Map(
        Object.entries(organizations).map(([name, details]) => [name.toLowerCase(), new Organization(name, details)]),
    );
    for (const user of users) {
        known.delete(user.toLowerCase());
    }
    const granted = new Map(Object.entries(tokens).map(([token, access]) => [token, toAccess(access)]));
    return {
        deployments: new RecordStore(
            ignoresCase ? deploymentKeyWithoutCase : deploymentKey,
            1_000_000,
            options.records?.deployments,
        ),
        storage: new RecordStore(storageKey, 2_000_000, options.records?.storage),
        listDecommissioned,
        ignoresCase,
        organization: (name) => known.get(name.toLowerCase()),
        access: (token) => granted.get(token),
        now,
        timestamp: () => `${now().toISOString().slice(0, 19)}Z`,
    };
}

function deploymentKey(record: DeploymentIdentity): readonly (string | null)[] {
    return [
        record.org,
        record.cluster,
        record.logical_environment,
        record.physical_environment,
        record.deployment_name,
    ];
}

function deploymentKeyWithoutCase(record: DeploymentIdentity): readonly (string | null)[] {
    const [org, ...names] = deploymentKey(record);
    return [org ?? null, ...names.map((name) => name?.toLowerCase() ?? null)];
}

function storageKey(record: StorageIdentity): readonly (string | null)[] {
    return [record.org, record.digest, record.registry_url, record.repository];
}
