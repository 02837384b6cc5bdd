import type { Unconfirmed } from "../ownership/last-write";
import { firstOf } from "../vocabulary/order";
import type { Unknown } from "../vocabulary/unknown";
import type { DeploymentStatus, OnRejected, RuntimeRisk } from "../vocabulary/words";

// In a preview, any part can be unknown: compare the values, do not interpret them.
/**
 * What one deployment runs: an artifact, and facts about where it runs. Fields with default values are left out, so that a large set stays
 * small. Tags and risks are sorted.
 */
export interface Deployment {
    /** The artifact's name. */
    readonly name: string;
    /** The artifact's digest: `sha256:` and 64 hexadecimal digits in lower case. */
    readonly digest: string;
    /** The artifact's version, if one was given. */
    readonly version?: string;
    /** `decommissioned` if it no longer runs; absent if it is deployed. */
    readonly status?: DeploymentStatus;
    /** The name of the repository that built the artifact, without its owner, if one was given. */
    readonly githubRepository?: string;
    /** The tags, sorted by key. Absent if there are none. */
    readonly tags?: Readonly<Record<string, string>>;
    /** What makes the deployment attractive to attackers, sorted; absent if there are no risks. */
    readonly runtimeRisks?: readonly RuntimeRisk[];
}

/** Where the deployments of a set run. It identifies the set, and is part of each record's identity. */
export interface Target {
    readonly org: string;
    readonly cluster: string;
    readonly logicalEnvironment: string;
    readonly physicalEnvironment?: string;
}

/** The deployments that a program declares, sorted by name, as far as they are known. */
export interface DeclaredDeployments {
    readonly deployments: ReadonlyMap<string, Deployment | Unknown>;
    /** What declares others that a preview does not know yet, such as `deployments` or `workloads[2]`. Absent if all are known. */
    readonly open?: readonly string[];
}

/** What a program declares, normalized. */
export interface DesiredSet extends Target, DeclaredDeployments {
    readonly onRejected: OnRejected;
}

/** What a program declares once everything is known: the inputs of `create` and `update`. */
export interface KnownSet extends DesiredSet {
    readonly deployments: ReadonlyMap<string, Deployment>;
    readonly open?: never;
}

/** What is kept of GitHub's record of one deployment. It does not repeat what was sent: Pulumi knows which of that is secret. */
export interface DeploymentRecord {
    /** GitHub's id of the record. */
    readonly id: number;
    /** When the record was last written, to the second: ISO 8601, UTC. Absent if GitHub returns none. */
    readonly updatedAt?: string;
}

/** What GitHub is known to hold for a set: each deployment has either a record or a reason for having none. */
export interface HeldSet {
    readonly deployments: ReadonlyMap<string, Deployment>;
    readonly records: ReadonlyMap<string, DeploymentRecord>;
    readonly unconfirmed: ReadonlyMap<string, Unconfirmed>;
}

/** What Pulumi's state says. A deployment with a rejected update stays in it as it was before. */
export interface PriorSet extends KnownSet, HeldSet {
    readonly deployments: ReadonlyMap<string, Deployment>;
    readonly rejected: ReadonlyMap<string, string>;
    /** The API that holds these records. */
    readonly baseUrl: string;
}

/** When this stack is known to have last written a deployment. */
export const writtenAt = ({ records, unconfirmed }: HeldSet, name: string): string | undefined =>
    records.get(name)?.updatedAt ?? unconfirmed.get(name)?.writtenAt;

/** The id of a deployment's record, if it is known. */
export const idsOf = ({ records }: HeldSet, name: string): readonly number[] => {
    const id = records.get(name)?.id;
    return id === undefined ? [] : [id];
};

/** A target as messages show it: `acme/prod-eu-1/production/eu-west-1`. */
export const targetLabel = (target: Target): string => parts(target).join("/");

/** Deployments as messages show them, up to a number by name: `2 deployments ("a", "b")`. */
export const namedDeployments = (names: readonly string[], most = 10): string =>
    `${names.length} deployment${names.length === 1 ? "" : "s"} (${quotedNames(names, most)})`;

/** Some names in quotes, up to a limit: `"a", "b" and 3 more`. */
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
