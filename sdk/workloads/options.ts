import type { Input } from "@pulumi/pulumi";
import type { ImageReference } from "../../provider/images/reference";
import type { RuntimeRisk } from "../../provider/vocabulary/words";
import type { WorkloadContainer } from "../../provider/workloads/options";
import type { DeploymentArgs } from "../cluster-deployment-record-set";

/** How {@link deploymentsOf} makes deployments from containers. */
export interface DeploymentsOfOptions {
    /**
     * The template of deployment names, with the placeholders `{namespace}`, `{workload}`, `{container}` and `{kind}`.
     * Default: `{namespace}/{workload}/{container}`, which is what github/deployment-tracker writes. GitHub's
     * documentation recommends `{namespace}-{workload}-{container}`. The tracker's `{{namespace}}`,
     * `{{deploymentName}}` and `{{containerName}}` work as well. Any other placeholder is an error. A deployment name
     * has 1 to 256 characters.
     */
    readonly deploymentName?: string;

    /** The namespace of workloads that do not set one. Default: `default`. */
    readonly namespace?: string;

    /**
     * Which containers to record: a function that decides for each container, or a list of prefixes of image names,
     * such as `["ghcr.io/acme/"]`. Default: every container, including init containers.
     *
     * A workload often runs images that you did not build, such as a service mesh's proxy. Use a prefix to exclude
     * them. A prefix matches up to a slash or the end of a name: `ghcr.io/acme` matches `ghcr.io/acme/api`, but not
     * `ghcr.io/acme-evil/x`. An image on Docker Hub matches by each of its names: `acme/`, `docker.io/acme/`.
     *
     * A preview says in one line how many containers are left out, by registry. If a preview does not know a container
     * yet, it shows the container, and `up` decides.
     */
    readonly include?: ((container: WorkloadContainer) => boolean) | readonly string[];

    /**
     * Returns the digest, `sha256:…`, of an image whose reference has none. It is called once for each container, also
     * in previews. Default: such an image is rejected. A result that is not such a digest is rejected as well.
     *
     * @param image The image's reference, without a digest.
     * @param container The container that runs it.
     */
    readonly resolveDigest?: (image: ImageReference, container: WorkloadContainer) => Input<string>;

    /**
     * The artifact's name and version, if they should differ from the image's name and tag. In a set, one digest of one
     * repository has one name and one version. A field that the function leaves out keeps the image's value. Required
     * for a tag of more than 100 characters, which GitHub does not accept as a version.
     *
     * @param container The container, with its image.
     */
    readonly artifact?: (container: WorkloadContainer) => {
        /** The artifact's name: 1 to 256 characters. */
        readonly name?: string;
        /** The artifact's version: 1 to 100 characters. */
        readonly version?: string;
    };

    /**
     * The name of the repository that built an image, without its owner: one for all images, a map by image name
     * (`ghcr.io/acme/api`), or a function. Required if an image has no provenance attestation. Default: none. This also
     * applies to a name that is not in the map, and to a function that returns `undefined`. One name for all applies to
     * every recorded image, so use it with `include`.
     */
    readonly githubRepository?:
        | string
        | Readonly<Record<string, string>>
        | ((container: WorkloadContainer) => string | undefined);

    /**
     * Tags for all deployments, or a function that returns them, in addition to the tags from annotations. If both have
     * the same key, these apply. At most 5 in total, with keys and values of at most 100 characters. Default: none.
     */
    readonly tags?: Tags | ((container: WorkloadContainer) => Tags);

    /**
     * Runtime risks for all deployments, or a function that returns them, in addition to those from annotations.
     * Default: none.
     */
    readonly runtimeRisks?: readonly RuntimeRisk[] | ((container: WorkloadContainer) => readonly RuntimeRisk[]);

    /**
     * More deployments by name, for what does not run in Kubernetes. A name that a container also has is an error.
     * Default: none.
     */
    readonly also?: Readonly<Record<string, DeploymentArgs>>;
}

type Tags = Readonly<Record<string, string>>;
