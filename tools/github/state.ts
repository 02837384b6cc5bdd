import type { TokenAccess } from "./access";
import { type App, toApp } from "./apps";
import { Journal } from "./journal";
import type { GitHubOptions } from "./options";
import { Organization, type OrganizationView } from "./organization";
import { RecordStore } from "./record-store";
import type { DeploymentIdentity, StorageIdentity, StoredDeploymentRecord, StoredStorageRecord } from "./records";
import { type Token, Tokens } from "./tokens";

/** A user's account. */
export interface User {
    readonly id: number;
    readonly name: string;
}

/** Everything that the server knows and holds. */
export interface GitHubState {
    readonly deployments: RecordStore<DeploymentIdentity, StoredDeploymentRecord>;
    readonly storage: RecordStore<StorageIdentity, StoredStorageRecord>;
    /** The writes to both kinds of records. */
    readonly journal: Journal;
    readonly listDecommissioned: boolean;
    /** Whether the list of attestations has an entry for a digest without one. */
    readonly listUnattested: boolean;
    /** Whether names of clusters, environments and deployments that differ only in case are the same. */
    readonly ignoresCase: boolean;
    /** The organization with this name, ignoring case. Undefined for a user account or an unknown name. */
    organization(name: string): OrganizationView | undefined;
    /** The organization of the repository with this id. */
    organizationOfRepository(id: number): OrganizationView | undefined;
    /** The user account with this name, ignoring case. */
    user(name: string): User | undefined;
    /** The token with this text. Undefined if it is not known. */
    token(text: string): Token | undefined;
    /** Creates a token that is known until it expires, and returns its text. */
    createToken(access: TokenAccess, expires: Date): string;
    /** The app with this id. */
    app(id: string): App | undefined;
    now(): Date;
    /** The current time in GitHub's format: ISO 8601 in UTC, whole seconds. */
    timestamp(): string;
}

// Each kind has its own range, so that mixed-up ids are noticed.
const [FIRST_ORGANIZATION, FIRST_USER] = [4_001, 5_001];

/** The initial state, with the organizations, users, tokens and records of `options`. */
export function createState(options: GitHubOptions): GitHubState {
    const { organizations = { acme: { repositories: ["api", "web", "worker"] } }, users = ["octocat"] } = options;
    const { tokens = { ghs_embedded: "write" }, now = () => new Date() } = options;
    const { listDecommissioned = true, listUnattested = true, ignoresCase = false, apps = {} } = options;
    const known = new Map(
        Object.entries(organizations).map(([name, details], index) => [
            name.toLowerCase(),
            new Organization(FIRST_ORGANIZATION + index, name, details),
        ]),
    );
    const accounts = new Map(users.map((name, index) => [name.toLowerCase(), { id: FIRST_USER + index, name }]));
    for (const user of accounts.keys()) {
        known.delete(user);
    }
    const granted = new Tokens(tokens, now);
    const registered = new Map(Object.entries(apps).map(([id, app]) => [id, toApp(app)]));
    const journal = new Journal();
    const note: Journal["add"] = (before, after, at) => journal.add(before, after, at);
    return {
        journal,
        deployments: new RecordStore(
            ignoresCase ? deploymentKeyWithoutCase : deploymentKey,
            1_000_000,
            options.records?.deployments,
            note,
        ),
        storage: new RecordStore(storageKey, 2_000_000, options.records?.storage, note),
        listDecommissioned,
        listUnattested,
        ignoresCase,
        organization: (name) => known.get(name.toLowerCase()),
        organizationOfRepository: (id) => [...known.values()].find((one) => one.repositoryWithId(id) !== undefined),
        user: (name) => accounts.get(name.toLowerCase()),
        token: (text) => granted.find(text),
        createToken: (access, expires) => granted.create(access, expires),
        app: (id) => registered.get(id),
        now,
        timestamp: () => toTimestamp(now()),
    };
}

/** A time in GitHub's format: ISO 8601 in UTC, whole seconds. */
export function toTimestamp(moment: Date): string {
    return `${moment.toISOString().slice(0, 19)}Z`;
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
