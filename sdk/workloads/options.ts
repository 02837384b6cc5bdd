import type { Input } from "@pulumi/pulumi";
import type { ImageReference } from "../../provider/images/reference";
import type { RuntimeRisk } from "../../provider/vocabulary";
import type { WorkloadContainer } from "../../provider/workloads/options";
import type { DeploymentArgs } from "../cluster-deployment-record-set";

/** How {@link deploymentsOf} makes deployments of containers. */
export interface DeploymentsOfOptions {
    /**
     * The deployment name, with `{namespace}`, `{workload}`, `{container}` and `{kind}`. Default:
     * `{namespace}/{workload}/{container}`, which is what github/deployment-tracker writes. GitHub's documentation recommends
     * `{namespace}-{workload}-{container}`. The tracker's `{{namespace}}`, `{{deploymentName}}` and `{{containerName}}` are
     * understood as well; any other name is an error. A deployment name has 1 to 256 characters.
     */
    readonly deploymentName?: string;

    /** The namespace of what names none: `default`, unless told. */
    readonly namespace?: string;

    /**
     * Which containers are recorded: a function that tells of each one, or a list of prefixes that image names begin with,
     * such as `["ghcr.io/acme/"]`. Default: every container, init containers included.
     *
     * A workload often runs images of others, such as a service mesh's proxy, which no repository of yours has built. A
     * prefix leaves them out. It ends at a slash or at the end of a name: `ghcr.io/acme` stands for `ghcr.io/acme/api`, and not for
     * `ghcr.io/acme-evil/x`. An image on Docker Hub counts by each of its names: `acme/`, `docker.io/acme/`.
     *
     * A preview says in one line how many containers are left out, by registry. A container that a preview does not know yet
     * is shown there, and chosen by `up`.
     */
    readonly include?: ((container: WorkloadContainer) => boolean) | readonly string[];

    /**
     * Gives the digest, `sha256:…`, of an image whose reference has none. It is asked once for each container, in
     * previews, too. Default: such an image is refused. An answer that is no such digest is refused as well.
     *
     * @param image The image's reference, without a digest.
     * @param container The container that runs it.
     */
    readonly resolveDigest?: (image: ImageReference, container: WorkloadContainer) => Input<string>;

    /**
     * The artifact's name and version, where they are not to be the image's name and tag: one digest of one
     * repository has one name and one version in a set. What it leaves out stays as the image has it. Needed for a tag of
     * more than 100 characters, which GitHub does not take for a version.
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
     * The repository that built an image, by its name alone: of all images, by an image's name (`ghcr.io/acme/api`), or as
     * a function makes it. Needed where an image has no provenance attestation. Default: none; so for a name that the map
     * lacks, and where the function gives `undefined`. One name for all claims every image that is recorded, so use it
     * with `include`.
     */
    readonly githubRepository?:
        | string
        | Readonly<Record<string, string>>
        | ((container: WorkloadContainer) => string | undefined);

    /**
     * Tags, text by key, for all or as a function makes them, beside those of the annotations; where both name a key, these
     * count. At most 5 in all, keys and values of at most 100 characters. Default: none.
     */
    readonly tags?: Tags | ((container: WorkloadContainer) => Tags);

    /** Runtime risks of all, or as a function makes them, beside those of the annotations. Default: none. */
    readonly runtimeRisks?: readonly RuntimeRisk[] | ((container: WorkloadContainer) => readonly RuntimeRisk[]);

    /** Further deployments by name, of what does not run in Kubernetes. A name that a container has is an error. Default: none. */
    readonly also?: Readonly<Record<string, DeploymentArgs>>;
}

type Tags = Readonly<Record<string, string>>;
