/** Of which artifact records are looked for, and where. */
export interface GetRecordsArgs {
    /**
     * The organization. Default: the `owner` of the provider's settings.
     *
     * @remarks
     * The settings are the stack's configuration `github-artifacts:owner`, then `github:owner`, then `GITHUB_OWNER`. A plain script has
     * no stack, and so the last alone.
     */
    readonly org?: string;

    /** The artifact's digest: `sha256:` and 64 hexadecimal digits in lower case. */
    readonly digest: string;
}

/** A deployment record as GitHub holds it, whoever wrote it. GitHub returns no status, name, version or repository. */
export interface FoundDeploymentRecord {
    /** GitHub's number of the record. */
    readonly id: number;

    /** The digest of the artifact that runs. */
    readonly digest: string;

    /** The stage, such as `production`. */
    readonly logicalEnvironment: string;

    /** The region, such as `eu-west-1`; absent where there is none. */
    readonly physicalEnvironment?: string;

    /** The cluster; absent where the record was written without one. */
    readonly cluster?: string;

    /** The deployment's name: with the cluster and the environments, what the record is known by. */
    readonly deploymentName: string;

    /** The tags; empty where there are none. */
    readonly tags: Readonly<Record<string, string>>;

    /** What makes the deployment attractive to attack, as GitHub returned it; empty where there is nothing. */
    readonly runtimeRisks: readonly string[];

    /** When the record was first written: ISO 8601, UTC. Absent where GitHub does not say. */
    readonly createdAt?: string;

    /** When the record was last written: ISO 8601, UTC. Absent where GitHub does not say. */
    readonly updatedAt?: string;

    /** GitHub's number of the provenance attestation that it attached; absent where it found none. */
    readonly attestationId?: number;
}

/** A storage record as GitHub holds it, whoever wrote it. GitHub returns no version, path or GitHub repository. */
export interface FoundStorageRecord {
    /** GitHub's number of the record. */
    readonly id: number;

    /** The artifact's name, such as `ghcr.io/acme/api`. */
    readonly name: string;

    /** The artifact's digest. */
    readonly digest: string;

    /** Where the artifact itself is to be had; absent where that was not given. */
    readonly artifactUrl?: string;

    /** The registry. */
    readonly registryUrl: string;

    /** The repository within the registry; absent where none was given. */
    readonly repository?: string;

    /** Whether the artifact is to be had: `active`, `eol` or `deleted`, as GitHub returned it. */
    readonly status: string;

    /** When the record was first written: ISO 8601, UTC. Absent where GitHub does not say. */
    readonly createdAt?: string;

    /** When the record was last written: ISO 8601, UTC. Absent where GitHub does not say. */
    readonly updatedAt?: string;
}

/** The deployment records of an artifact. */
export interface GetDeploymentRecordsResult {
    /** The organization, also where it came from the settings. */
    readonly org: string;

    /** The artifact's digest. */
    readonly digest: string;

    /** What GitHub returned. Empty where it has no record of the artifact, or shows none to this credential. */
    readonly records: readonly FoundDeploymentRecord[];
}

/** The storage records of an artifact. */
export interface GetStorageRecordsResult {
    /** The organization, also where it came from the settings. */
    readonly org: string;

    /** The artifact's digest. */
    readonly digest: string;

    /** What GitHub returned. Empty where it has no record of the artifact, or shows none to this credential. */
    readonly records: readonly FoundStorageRecord[];
}
