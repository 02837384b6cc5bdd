import { type CustomResourceOptions, dynamic, type Input, type Output } from "@pulumi/pulumi";
import type { Deployment } from "../provider/record-set/model";
import type { DeploymentStatus, OnRejected, RuntimeRisk } from "../provider/vocabulary";
import { recordSetProvider } from "./dynamic-provider";
import { findable } from "./findable-provider";
import { propertiesOf } from "./origin";

export type { Deployment as RecordedDeployment } from "../provider/record-set/model";

/**
 * One deployment: an artifact that runs somewhere, under a name that the record set gives it. No text may hold a control
 * character or a line break; lengths are counted in Unicode characters.
 *
 * Rules: https://docs.github.com/rest/orgs/artifact-metadata#set-cluster-deployment-records
 */
export interface DeploymentArgs {
    /**
     * The artifact's name, such as `ghcr.io/acme/api`: 1 to 256 characters. Deployments with one digest have one name, unless
     * each names a `githubRepository` of its own: to GitHub, an artifact is a digest and the repository that built it.
     */
    name: Input<string>;

    /**
     * The digest of the artifact that runs, not its tag: `sha256:` and 64 hexadecimal digits in lower case. Another one
     * updates the record. It may be a secret.
     */
    digest: Input<string>;

    /**
     * The artifact's version, such as `1.4.2`: 1 to 100 characters. Deployments with one digest have one version,
     * unless each names a `githubRepository` of its own. GitHub has no way to clear it: left out after it was set, GitHub keeps the last one.
     */
    version?: Input<string | undefined>;

    /**
     * `deployed` (default) or `decommissioned`. A deployment that is taken out of the program is decommissioned without
     * this: declare it only to keep the record in the program.
     */
    status?: Input<DeploymentStatus | undefined>;

    /**
     * The repository that built the artifact, by its name alone (`api`, not `acme/api`), in the same organization: at
     * most 100 letters, digits, dots, hyphens and underscores. Needed where the artifact has no provenance attestation;
     * GitHub ignores it where it has one.
     */
    githubRepository?: Input<string | undefined>;

    /**
     * At most 5 tags, keys of 1 to 100 characters, values of at most 100. What is declared is what GitHub will hold:
     * left out or empty, it clears tags that are there. Values may be secrets.
     *
     * GitHub documents the limit of 5 for its endpoint for a single record; 100 is what github/deployment-tracker sends.
     */
    tags?: Input<Record<string, Input<string>> | undefined>;

    /**
     * What makes the deployment attractive to attack, each at most once, in any order: GitHub filters alerts by it
     * (`runtime-risk:`). What is declared is what GitHub will hold: left out or empty, it clears risks that are there.
     */
    runtimeRisks?: Input<readonly Input<RuntimeRisk>[] | undefined>;
}

/** A deployment in a list, with the name that the map has as its key. */
export interface NamedDeploymentArgs extends DeploymentArgs {
    /**
     * The deployment's name: 1 to 256 characters, unique in the list. It stands for one record: another digest under
     * the same name updates that record.
     */
    deploymentName: Input<string>;
}

/**
 * The arguments of a {@link ClusterDeploymentRecordSet}.
 *
 * Rules: https://docs.github.com/rest/orgs/artifact-metadata#set-cluster-deployment-records
 */
export interface ClusterDeploymentRecordSetArgs {
    /**
     * The organization. Default: the `owner` of the provider's settings. Compared without case. Another one replaces the
     * set.
     *
     * @remarks
     * The settings are the stack's configuration `github-artifacts:owner`, then `github:owner`, then `GITHUB_OWNER`.
     */
    org?: Input<string | undefined>;

    /**
     * The cluster: 1 to 128 letters, digits, dots, hyphens and underscores. It stands in GitHub's URL, so it can neither
     * be `.` nor `..`. Another one replaces the set.
     */
    cluster: Input<string>;

    /** The stage, such as `production`: 1 to 128 characters. Another one replaces the set. */
    logicalEnvironment: Input<string>;

    /** The region, such as `eu-west-1`: 1 to 128 characters. Default: none. Another one, or none, replaces the set. */
    physicalEnvironment?: Input<string | undefined>;

    /**
     * What runs there, by deployment name. A name has 1 to 256 characters; GitHub's deployment-tracker uses
     * `{namespace}/{deployment}/{container}`. Any number of deployments: up to 1,000 that changed take one request. An
     * entry that leaves is decommissioned; GitHub deletes nothing.
     *
     * @remarks
     * A map from deployment name to deployment, or a list of deployments with their names. Both are kept as the map, so
     * that a preview shows the entry that changed.
     */
    deployments: Input<Record<string, Input<DeploymentArgs>> | readonly Input<NamedDeploymentArgs>[]>;

    /**
     * What to do where GitHub rejects single deployments. `fail` (default): record the others, then fail, with a reason
     * for each rejected one. `warn`: record the others and warn. Either way the next `pulumi up` tries them again. A
     * change of it alone makes no request.
     */
    onRejected?: Input<OnRejected | undefined>;
}

/**
 * What runs in one cluster and environment, as deployment records of GitHub.
 *
 * Records of other clusters, environments and deployment names are left alone. Neither preview nor an `up` without
 * changes makes a request; else up to 1,000 deployments that changed go in one. Deleting the set sends each deployment
 * once more as `decommissioned`, since GitHub deletes nothing; what another resource of the program declares stays. Before
 * deployments are decommissioned, GitHub is asked who wrote them last, in one request for each digest that leaves: what
 * somebody else has written since stays as it is, and a warning names it.
 *
 * Refused by `pulumi preview`, all at once: arguments that break a rule, a record that another resource declares too, and
 * a secret in what identifies the set. Where GitHub refuses a call or rejects a deployment, `pulumi up` fails with the
 * reason for each deployment, and the state holds what was recorded.
 *
 * Pulumi's id is `org/cluster/logicalEnvironment[/physicalEnvironment]`, each part URI-encoded.
 *
 * Route: `POST /orgs/{org}/artifacts/metadata/deployment-record/cluster/{cluster}`, see
 * https://docs.github.com/rest/orgs/artifact-metadata#set-cluster-deployment-records.
 *
 * @example
 * ```ts
 * new ClusterDeploymentRecordSet("prod", {
 *     cluster: "prod-eu-1",
 *     logicalEnvironment: "production",
 *     deployments: { "shop/api/server": { name: "ghcr.io/acme/api", digest, version: "1.4.2" } },
 * });
 * ```
 */
export class ClusterDeploymentRecordSet extends dynamic.Resource {
    /** The organization, also where it came from the settings. */
    declare readonly org: Output<string>;

    /** The cluster. */
    declare readonly cluster: Output<string>;

    /** The stage. */
    declare readonly logicalEnvironment: Output<string>;

    /**
     * What GitHub holds for this set as far as is known, by deployment name. A new entry that GitHub rejected is not among
     * them; one whose update was rejected stands there as it was.
     */
    declare readonly deployments: Output<Record<string, Deployment>>;

    /**
     * GitHub's numbers of the records, by deployment name. A record that is lost, or without a clear answer, is missing until the next
     * `up`. What else GitHub holds of them, `getDeploymentRecords` reads.
     */
    declare readonly recordIds: Output<Record<string, number>>;

    /**
     * Why GitHub rejected a deployment at the last `up`, by deployment name. GitHub documents two causes: `unauthorized`,
     * where the credential may not write to the repository that built the artifact, and `not_found`, where there is no
     * attestation of the artifact and no such repository. Another one may come. Empty where it rejected none.
     */
    declare readonly rejected: Output<Record<string, string>>;

    /**
     * Declares what runs in a cluster and environment.
     *
     * @param name The resource's name in Pulumi, unique among its type in a stack.
     * @param args What runs, and where.
     * @param opts Pulumi's options, handed on as they are.
     */
    constructor(name: string, args: ClusterDeploymentRecordSetArgs, opts?: CustomResourceOptions) {
        const provider = findable(recordSetProvider);
        const properties = propertiesOf(OUTPUTS, args, `github-artifacts:${TYPE}`, name, opts);
        super(provider, name, properties, opts, "github-artifacts", TYPE);
    }
}

const TYPE = "ClusterDeploymentRecordSet";

/** What only GitHub and the settings tell. Of each output Pulumi keeps four stack traces: none repeats an argument that may be left out. */
const OUTPUTS = { org: undefined, recordIds: undefined, rejected: undefined };
