/** Which artifact to find records of, and in which organization. */
export interface GetRecordsArgs {
    /**
     * The organization. Default: the `owner` of the provider's settings.
     *
     * @remarks
     * The provider looks in the stack configuration `github-artifacts:owner`, then in `github:owner`, then in
     * `GITHUB_OWNER`. A plain script has no stack, so it uses only `GITHUB_OWNER`.
     */
    readonly org?: string;

    /** The artifact's digest: `sha256:` and 64 hexadecimal digits in lower case. */
    readonly digest: string;
}

/**
 * A deployment record that GitHub holds, whoever wrote it. GitHub does not return the status, name, version or
 * repository.
 */
export interface FoundDeploymentRecord {
    /** GitHub's id of the record. */
    readonly id: number;

    /** The digest of the artifact that runs. */
    readonly digest: string;

    /** The stage, such as `production`. */
    readonly logicalEnvironment: string;

    /** The region, such as `eu-west-1`. Absent if there is none. */
    readonly physicalEnvironment?: string;

    /** The cluster. Absent if the record was created without one. */
    readonly cluster?: string;

    /** The deployment's name. Together with the cluster and the environments, it identifies the record. */
    readonly deploymentName: string;

    /** The tags. Empty if there are none. */
    readonly tags: Readonly<Record<string, string>>;

    /** What makes the deployment attractive to attackers, as GitHub returned it. Empty if there are no risks. */
    readonly runtimeRisks: readonly string[];

    /** When the record was created: ISO 8601, UTC. Absent if GitHub does not return it. */
    readonly createdAt?: string;

    /** When the record was last updated: ISO 8601, UTC. Absent if GitHub does not return it. */
    readonly updatedAt?: string;

    /** GitHub's id of the provenance attestation that GitHub attached. Absent if it found none. */
    readonly attestationId?: number;
}

/** A storage record that GitHub holds, whoever wrote it. GitHub does not return the version, path or GitHub repository. */
export interface FoundStorageRecord {
    /** GitHub's id of the record. */
    readonly id: number;

    /** The artifact's name, such as `ghcr.io/acme/api`. */
    readonly name: string;

    /** The artifact's digest. */
    readonly digest: string;

    /** The URL of the artifact itself. Absent if none was given. */
    readonly artifactUrl?: string;

    /** The registry. */
    readonly registryUrl: string;

    /** The repository within the registry. Absent if none was given. */
    readonly repository?: string;

    /** Whether the artifact is available: `active`, `eol` or `deleted`, as GitHub returned it. */
    readonly status: string;

    /** When the record was created: ISO 8601, UTC. Absent if GitHub does not return it. */
    readonly createdAt?: string;

    /** When the record was last updated: ISO 8601, UTC. Absent if GitHub does not return it. */
    readonly updatedAt?: string;
}

/** The deployment records of an artifact. */
export interface GetDeploymentRecordsResult {
    /** The organization, including one that came from the settings. */
    readonly org: string;

    /** The artifact's digest. */
    readonly digest: string;

    /**
     * What GitHub returned. Empty if GitHub has no record of the artifact, or if the credential cannot read the
     * records.
     */
    readonly records: readonly FoundDeploymentRecord[];
}

/** The storage records of an artifact. */
export interface GetStorageRecordsResult {
    /** The organization, including one that came from the settings. */
    readonly org: string;

    /** The artifact's digest. */
    readonly digest: string;

    /**
     * What GitHub returned. Empty if GitHub has no record of the artifact, or if the credential cannot read the
     * records.
     */
    readonly records: readonly FoundStorageRecord[];
}
