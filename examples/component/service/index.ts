import { ComponentResource, type ComponentResourceOptions, type Input, type Output } from "@pulumi/pulumi";
import { ArtifactStorageRecord, ClusterDeploymentRecordSet } from "pulumi-github-artifacts-plugin";

/** What a program says of a service. */
export interface RecordedServiceArgs {
    /** The image without tag and digest, such as `ghcr.io/acme/api`. */
    image: Input<string>;
    /** The image's version, such as `1.4.2`. */
    version: Input<string>;
    /** The image's digest: `sha256:` and 64 hexadecimal digits. */
    digest: Input<string>;
    /** The repository that built the image, by its name alone. */
    githubRepository: Input<string>;
    /** The cluster where the service runs. */
    cluster: Input<string>;
}

/** A service in production, with the records of where its image is stored and where it runs. */
export class RecordedService extends ComponentResource {
    /** The organization, cluster and environment of its deployment record. */
    public readonly recordedIn: Output<string>;

    constructor(name: string, args: RecordedServiceArgs, opts?: ComponentResourceOptions) {
        super("recorded-service:index:RecordedService", name, args, opts);
        const { version, githubRepository, cluster } = args;
        // Your component also makes the service itself here. Let the records depend on it.
        const image = new ArtifactStorageRecord(
            `${name}-image`,
            { name: args.image, version, digest: args.digest, registryUrl: "https://ghcr.io", githubRepository },
            { parent: this },
        );
        const deployment = { name: image.name, version, digest: image.digest, githubRepository };
        const production = new ClusterDeploymentRecordSet(
            name,
            { cluster, logicalEnvironment: "production", deployments: { [`shop/${name}/server`]: deployment } },
            { parent: this },
        );
        this.recordedIn = production.id;
        this.registerOutputs({ recordedIn: this.recordedIn });
    }
}
