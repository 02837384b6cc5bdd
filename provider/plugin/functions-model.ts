import type { DeploymentArgs } from "../../sdk/cluster-deployment-record-set";
import type { GetDeploymentRecordsResult, GetRecordsArgs, GetStorageRecordsResult } from "../artifact-records/model";
import type { RuntimeRisk } from "../vocabulary/words";

/**
 * Finds where an artifact is deployed: its deployment records in an organization, whoever wrote them. It makes one
 * request. The result is empty if GitHub does not know the artifact, and also if the credential cannot read its
 * records: GitHub does not distinguish the two.
 *
 * Route: `GET /orgs/{org}/artifacts/{digest}/metadata/deployment-records`, see
 * https://docs.github.com/rest/orgs/artifact-metadata#list-artifact-deployment-records.
 */
export type GetDeploymentRecords = (args: GetRecordsArgs) => Promise<GetDeploymentRecordsResult>;

/**
 * Finds where an artifact is stored: its storage records in an organization, whoever wrote them. It makes one request.
 * The result is empty if GitHub does not know the artifact, and also if the credential cannot read its records: GitHub
 * does not distinguish the two.
 *
 * Route: `GET /orgs/{org}/artifacts/{digest}/metadata/storage-records`, see
 * https://docs.github.com/rest/orgs/artifact-metadata#list-artifact-storage-records.
 */
export type GetStorageRecords = (args: GetRecordsArgs) => Promise<GetStorageRecordsResult>;

/** The workloads whose containers to record, and how to record them. */
export interface DeploymentsOfArgs {
    /**
     * Kubernetes objects with `kind`, `metadata` and `spec`, one or a list of them: manifests, a `List`, an object with
     * `resources`, and outputs of resources, such as `{ kind, metadata, spec }` of a `Deployment`. You cannot pass a
     * resource itself to a function. A list may contain all documents of a file: objects that are known to run nothing,
     * such as a Service, are skipped.
     */
    readonly workloads: unknown;

    /**
     * The template of deployment names, with the placeholders `{namespace}`, `{workload}`, `{container}` and `{kind}`.
     * Default: `{namespace}/{workload}/{container}`, which is what github/deployment-tracker writes. The tracker's
     * `{{namespace}}`, `{{deploymentName}}` and `{{containerName}}` work as well. Any other placeholder is an error.
     */
    readonly deploymentName?: string;

    /** The namespace of workloads that do not set one. Default: `default`. */
    readonly namespace?: string;

    /**
     * Which containers to record: prefixes of image names, such as `ghcr.io/acme/`. A prefix matches up to a slash or
     * the end of a name. An image on Docker Hub matches by each of its names. Default: every container, including init
     * containers.
     */
    readonly include?: readonly string[];

    /**
     * The name of the repository that built an image, without its owner: one for all images, or a map by image name
     * (`ghcr.io/acme/api`). Required if an image has no provenance attestation. Default: none. This also applies to a
     * name that is not in the map. One name for all applies to every recorded image, so use it with `include`.
     */
    readonly githubRepository?: string | Readonly<Record<string, string>>;

    /**
     * Tags for all deployments, in addition to the tags from annotations. If both have the same key, these apply. At
     * most 5 in total. Default: none.
     */
    readonly tags?: Readonly<Record<string, string>>;

    /** Runtime risks for all deployments, in addition to those from annotations. Default: none. */
    readonly runtimeRisks?: readonly RuntimeRisk[];

    /**
     * More deployments by name, for what does not run in Kubernetes. A name that a container also has is an error.
     * Default: none.
     */
    readonly also?: Readonly<Record<string, DeploymentArgs>>;
}

/** The deployments of workloads. */
export interface DeploymentsOfResult {
    /**
     * The argument `deployments` of a record set: `Deployment` by name. Its type is left open, because Pulumi's YAML
     * cannot assign a value of an enumeration to an argument of the same enumeration. In a preview, an empty entry such
     * as `workloads[2] not known before up` stands for deployments that are not known yet.
     */
    readonly deployments: Readonly<Record<string, unknown>>;

    /**
     * The same map with its type: `Deployment` by name. In Go, you can pass it as the argument `deployments` of a
     * record set. In .NET and Java, arguments are separate classes, so you make one from each entry. An entry that a
     * preview does not know has an empty name and digest.
     */
    readonly typed: Readonly<Record<string, DeploymentArgs>>;
}

/**
 * Makes the deployments of a record set from Kubernetes workloads: one for each container, including init containers.
 * It makes no request.
 *
 * Name and version are the image's name and tag. The digest is the one in the image reference. The annotations
 * `metadata.github.com/runtime-risks` and `metadata.github.com/KEY` of a pod template, and of the objects that contain
 * it, become runtime risks and tags. An image without a digest is rejected. A preview only warns, because a build may
 * still give the image one. All problems are reported at once.
 *
 * If a preview does not know an argument, Pulumi's SDKs do not call the function, and its whole result is unknown. If
 * an argument is a secret, the whole result is a secret.
 */
export type DeploymentsOf = (args: DeploymentsOfArgs) => Promise<DeploymentsOfResult>;

/** An image, and values that replace what is read from its reference. */
export interface StorageRecordOfArgs {
    /** The image reference, with a digest: `ghcr.io/acme/api:1.4.2@sha256:…`. */
    readonly image: string;

    /** The artifact's name. Default: the name in the reference, `ghcr.io/acme/api`. */
    readonly name?: string;

    /** The digest. Default: the digest in the reference. */
    readonly digest?: string;

    /** The version. Default: the tag in the reference, or none. */
    readonly version?: string;

    /**
     * The URL of the artifact. Default: `https://ghcr.io/acme/api`. For an image on Docker Hub, it is the page that
     * shows the image.
     */
    readonly artifactUrl?: string;

    /** The registry. Default: the registry in the reference, `https://ghcr.io`. */
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

    /** The version. Absent if the reference has no tag. */
    readonly version?: string;

    /** The URL of the artifact. Absent if it has more than 152 characters. */
    readonly artifactUrl?: string;

    /** The registry. */
    readonly registryUrl: string;

    /** The repository within the registry. Absent if it has more than 128 characters. */
    readonly repository?: string;
}

/**
 * Makes the arguments of a storage record from an image reference with a digest, such as the `ref` of a docker-build
 * Image. It makes no request. A reference without a digest is rejected if `digest` is not given, also in a preview.
 */
export type StorageRecordOf = (args: StorageRecordOfArgs) => Promise<StorageRecordOfResult>;
