/** A program as data: its declarations, in their order. */
export type Program = readonly Declared[];

export type Declared = DeclaredSet | DeclaredRecord;

/** Where a value of an entry comes from: the arguments of a storage record, or GitHub's answer about it. */
export interface Link {
    /** The storage record's name in the program. */
    readonly record: string;
    /** GitHub's answer is unknown in a preview that would write the storage record. */
    readonly by: "argument" | "reply";
}

/** One deployment of a set. Its values are the resolved ones, even if they come from a storage record. */
export interface Entry {
    name: string;
    digest: string;
    version?: string;
    status?: "deployed" | "decommissioned";
    githubRepository?: string;
    tags?: Record<string, string>;
    runtimeRisks?: string[];
    /** Takes its name and digest from a storage record. */
    link?: Link;
    /** The argument that is a secret. */
    secret?: "version" | "tags";
}

/** A `ClusterDeploymentRecordSet`. */
export interface DeclaredSet {
    readonly kind: "set";
    /** Its name in the program. */
    name: string;
    args: {
        org?: string;
        cluster: string;
        logicalEnvironment: string;
        physicalEnvironment?: string;
        onRejected?: "fail" | "warn";
    };
    deployments: Record<string, Entry>;
    /** The whole map is made from GitHub's answer about this storage record. */
    mapFrom?: string;
}

/** An `ArtifactStorageRecord`. */
export interface DeclaredRecord {
    readonly kind: "record";
    /** Its name in the program. */
    name: string;
    args: {
        org?: string;
        name: string;
        digest: string;
        registryUrl: string;
        repository?: string;
        version?: string;
        artifactUrl?: string;
        path?: string;
        status?: "active" | "eol" | "deleted";
        removalStatus?: "deleted" | "eol";
        githubRepository?: string;
    };
}

/** A resource's identity within its stack: `set one`. */
export const resourceOf = ({ kind, name }: Pick<Declared, "kind" | "name">): string => `${kind} ${name}`;

/** The organization of a resource that names none. */
export const OWNER = "acme";

const organizationOf = ({ org = OWNER }: { org?: string }): string => org.toLowerCase();

/** The identity of a deployment record. */
export const deploymentKey = ({ args }: Pick<DeclaredSet, "args">, deploymentName: string): string =>
    JSON.stringify([
        organizationOf(args),
        args.cluster,
        args.logicalEnvironment,
        args.physicalEnvironment ?? null,
        deploymentName,
    ]);

/** The identity of a storage record in the embedded GitHub, which is without the artifact's name. */
export const locationKey = ({ args }: DeclaredRecord): string =>
    JSON.stringify([organizationOf(args), args.digest, args.registryUrl, args.repository ?? null]);

/** The storage records that a set takes values from. */
export const recordsUsedBy = (set: DeclaredSet): ReadonlySet<string> =>
    new Set([
        ...(set.mapFrom === undefined ? [] : [set.mapFrom]),
        ...Object.values(set.deployments).flatMap(({ link }) => (link === undefined ? [] : [link.record])),
    ]);
