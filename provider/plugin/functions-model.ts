import type { DeploymentArgs } from "../../sdk/cluster-deployment-record-set";
import type { GetDeploymentRecordsResult, GetRecordsArgs, GetStorageRecordsResult } from "../artifact-records/model";
import type { RuntimeRisk } from "../vocabulary";

/**
 * Finds where an artifact is deployed: its deployment records in an organization, whoever wrote them. One request. GitHub
 * answers no differently for an artifact that it does not know than for one that the credential may not read: with no record.
 *
 * Route: `GET /orgs/{org}/artifacts/{digest}/metadata/deployment-records`, see
 * https://docs.github.com/rest/orgs/artifact-metadata#list-artifact-deployment-records.
 */
export type GetDeploymentRecords = (args: GetRecordsArgs) => Promise<GetDeploymentRecordsResult>;

/**
 * Finds where an artifact is stored: its storage records in an organization, whoever wrote them. One request. GitHub
 * answers no differently for an artifact that it does not know than for one that the credential may not read: with no record.
 *
 * Route: `GET /orgs/{org}/artifacts/{digest}/metadata/storage-records`, see
 * https://docs.github.com/rest/orgs/artifact-metadata#list-artifact-storage-records.
 */
export type GetStorageRecords = (args: GetRecordsArgs) => Promise<GetStorageRecordsResult>;

/** The workloads whose containers are recorded, and how. */
export interface DeploymentsOfArgs {
    /**
     * Kubernetes objects with `kind`, `metadata` and `spec`, one or a list of them: manifests, a `List`, what has them as
     * `resources`, and outputs of resources, such as `{ kind, metadata, spec }` of a `Deployment`. A function does not
     * reach a function. A list may hold all documents of a file: what is known to run nothing, such as a Service, is passed over.
     */
    readonly workloads: unknown;

    /**
     * The deployment name, with `{namespace}`, `{workload}`, `{container}` and `{kind}`. Default:
     * `{namespace}/{workload}/{container}`, which is what github/deployment-tracker writes. The tracker's `{{namespace}}`,
     * `{{deploymentName}}` and `{{containerName}}` are understood as well; any other name is an error.
     */
    readonly deploymentName?: string;

    /** The namespace of what names none: `default`, unless told. */
    readonly namespace?: string;

    /**
     * Which containers are recorded: prefixes that image names begin with, such as `ghcr.io/acme/`. A prefix ends at a slash or
     * at the end of a name. An image on Docker Hub counts by each of its names. Default: every container, init containers included.
     */
    readonly include?: readonly string[];

    /**
     * The repository that built an image, by its name alone: of all images, or by an image's name (`ghcr.io/acme/api`). Needed where
     * an image has no provenance attestation. Default: none; so for a name that the map lacks. One name for all claims every
     * image that is recorded, so use it with `include`.
     */
    readonly githubRepository?: string | Readonly<Record<string, string>>;

    /** Tags of all, beside those of the annotations; where both name a key, these count. At most 5 in all. Default: none. */
    readonly tags?: Readonly<Record<string, string>>;

    /** Runtime risks of all, beside those of the annotations. Default: none. */
    readonly runtimeRisks?: readonly RuntimeRisk[];

    /** Further deployments by name, of what does not run in Kubernetes. A name that a container has is an error. Default: none. */
    readonly also?: Readonly<Record<string, DeploymentArgs>>;
}

/** The deployments of workloads. */
export interface DeploymentsOfResult {
    /**
     * The argument `deployments` of a record set: `Deployment` by name. Its type is left open, since Pulumi's YAML
     * assigns no value of an enumeration to an argument of the same one. In a preview, an empty entry such as
     * `workloads[2] not known before up` stands for what is not known.
     */
    readonly deployments: Readonly<Record<string, unknown>>;

    /**
     * The same with its type: `Deployment` by name. In Go it is the argument `deployments` of a record set as it is; in .NET and Java,
     * where arguments are classes of their own, one is made of each entry. What a preview does not know has an empty name and digest.
     */
    readonly typed: Readonly<Record<string, DeploymentArgs>>;
}

/**
 * Makes the deployments of a record set of Kubernetes workloads: one for each container, init containers included. No request is
 * made.
 *
 * Name and version are the image's name and tag, the digest is that of its reference. The annotations
 * `metadata.github.com/runtime-risks` and `metadata.github.com/KEY` of a pod template, and of what holds it, become risks and
 * tags. An image without a digest is refused, by a preview only with a warning: it may get one as it is built. All that is wrong is
 * told at once.
 *
 * Where an argument is not known in a preview, Pulumi's SDKs do not call a function: all of its result is unknown there. Where one is
 * a secret, all of the result is one.
 */
export type DeploymentsOf = (args: DeploymentsOfArgs) => Promise<DeploymentsOfResult>;

/** An image, and what a storage record is to say in the place of what is read of it. */
export interface StorageRecordOfArgs {
    /** The image reference, with a digest: `ghcr.io/acme/api:1.4.2@sha256:…`. */
    readonly image: string;

    /** The artifact's name. Default: the reference's name, `ghcr.io/acme/api`. */
    readonly name?: string;

    /** The digest. Default: the reference's. */
    readonly digest?: string;

    /** The version. Default: the reference's tag, or none. */
    readonly version?: string;

    /** Where the artifact is to be had. Default: `https://ghcr.io/acme/api`; of an image on Docker Hub, the page that shows it. */
    readonly artifactUrl?: string;

    /** The registry. Default: the reference's, `https://ghcr.io`. */
    readonly registryUrl?: string;

    /** The repository within the registry. Default: `acme/api`. */
    readonly repository?: string;
}

/** Arguments of a storage record. */
export interface StorageRecordOfResult {
    /** The artifact's name. */
    readonly name: string;

    /** The digest. */
    readonly digest: string;

    /** The version; absent where the reference has no tag. */
    readonly version?: string;

    /** Where the artifact is to be had; absent where that has more than 152 characters. */
    readonly artifactUrl?: string;

    /** The registry. */
    readonly registryUrl: string;

    /** The repository within the registry; absent where it has more than 128 characters. */
    readonly repository?: string;
}

/**
 * Makes the arguments of a storage record of an image reference with a digest, such as the `ref` of a docker-build Image. No request
 * is made. A reference without a digest is refused where none is given, by a preview as well.
 */
export type StorageRecordOf = (args: StorageRecordOfArgs) => Promise<StorageRecordOfResult>;
