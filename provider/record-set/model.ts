import type { Unconfirmed } from "../ownership/last-write";
import { type DeploymentStatus, firstOf, type OnRejected, type RuntimeRisk, type Unknown } from "../vocabulary";

// In a preview any of it may be unknown: compare the values, interpret none.
/**
 * What one deployment runs: an artifact, and what is worth knowing about its place.
 * Normalised: nothing says what would hold without it, so that a large set stays small; tags and risks are sorted.
 */
export interface Deployment {
    /** The artifact's name. */
    readonly name: string;
    /** The artifact's digest: `sha256:` and 64 hexadecimal digits in lower case. */
    readonly digest: string;
    /** The artifact's version, if one was given. */
    readonly version?: string;
    /** `decommissioned` where it does not run any more; absent where it is deployed. */
    readonly status?: DeploymentStatus;
    /** The repository that built the artifact, by its name alone, if one was given. */
    readonly githubRepository?: string;
    /** The tags, sorted by key; absent where there are none. */
    readonly tags?: Readonly<Record<string, string>>;
    /** What makes it attractive to attack, sorted; absent where there is nothing. */
    readonly runtimeRisks?: readonly RuntimeRisk[];
}

/** Where the deployments of a set run. It identifies the set, and is a part of each record's identity. */
export interface Target {
    readonly org: string;
    readonly cluster: string;
    readonly logicalEnvironment: string;
    readonly physicalEnvironment?: string;
}

/** The deployments that a program declares, by name and in the order of their names, as far as they are known. */
export interface DeclaredDeployments {
    readonly deployments: ReadonlyMap<string, Deployment | Unknown>;
    /** What declares others that a preview does not know yet: `deployments`, `workloads[2]`. Absent where all are known. */
    readonly open?: readonly string[];
}

/** What a program declares, normalised. */
export interface DesiredSet extends Target, DeclaredDeployments {
    readonly onRejected: OnRejected;
}

/** What a program declares once all of it is known: what `create` and `update` get. */
export interface KnownSet extends DesiredSet {
    readonly deployments: ReadonlyMap<string, Deployment>;
    readonly open?: never;
}

/**
 * What is kept of GitHub's record of one deployment. What was sent is not repeated here: of that, Pulumi knows what is secret.
 */
export interface DeploymentRecord {
    /** GitHub's number of the record. */
    readonly id: number;
    /** When the record was last written, to the second: ISO 8601, UTC. Absent where GitHub does not say. */
    readonly updatedAt?: string;
}

/** What GitHub is known to hold of a set: each deployment has either a record or a reason why there is none. */
export interface HeldSet {
    readonly deployments: ReadonlyMap<string, Deployment>;
    readonly records: ReadonlyMap<string, DeploymentRecord>;
    readonly unconfirmed: ReadonlyMap<string, Unconfirmed>;
}

/** What Pulumi's state says. A deployment whose update was rejected stands there as it was before. */
export interface PriorSet extends KnownSet, HeldSet {
    readonly deployments: ReadonlyMap<string, Deployment>;
    readonly rejected: ReadonlyMap<string, string>;
    /** The API at which these records are. */
    readonly baseUrl: string;
}

/** When this stack is known to have written a deployment last. */
export const writtenAt = ({ records, unconfirmed }: HeldSet, name: string): string | undefined =>
    records.get(name)?.updatedAt ?? unconfirmed.get(name)?.writtenAt;

/** GitHub's number of the record of a deployment, if it is known. */
export const idsOf = ({ records }: HeldSet, name: string): readonly number[] => {
    const id = records.get(name)?.id;
    return id === undefined ? [] : [id];
};

/** How the target of a set is named to a person: `acme/prod-eu-1/production/eu-west-1`. */
export const targetLabel = (target: Target): string => parts(target).join("/");

/** How some deployments are named to a person, one by one up to a number: `2 deployments ("a", "b")`. */
export const namedDeployments = (names: readonly string[], most = 10): string =>
    `${names.length} deployment${names.length === 1 ? "" : "s"} (${quotedNames(names, most)})`;

/** Some names in quotes, up to a number: `"a", "b" and 3 more`. */
export const quotedNames = (names: readonly string[], most = 10): string =>
    firstOf(
        names.map((name) => JSON.stringify(name)),
        most,
    );

/** The Pulumi id of a set: each part URI-encoded, so that no two targets share one. */
export const targetId = (target: Target): string => parts(target).map(encodeURIComponent).join("/");

/** The key of the target itself, the same for every spelling of the organization. */
export const targetKey = (target: Target): string => targetId({ ...target, org: target.org.toLowerCase() });

/** The keys of a target's records, by deployment name. */
export function recordKeys(target: Target): (deploymentName: string) => string {
    const key = targetKey(target);
    return (deploymentName) => `${key}#${deploymentName}`;
}

function parts({ org, cluster, logicalEnvironment, physicalEnvironment }: Target): string[] {
    return [org, cluster, logicalEnvironment, ...(physicalEnvironment === undefined ? [] : [physicalEnvironment])];
}
