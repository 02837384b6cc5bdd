import { type CustomResourceOptions, dynamic, type Input, type Output } from "@pulumi/pulumi";
import type { Deployment } from "../provider/record-set/model";
import type { DeploymentStatus, OnRejected, RuntimeRisk } from "../provider/vocabulary/words";
import { recordSetProvider } from "./dynamic-provider";
import { findable } from "./findable-provider";
import { propertiesOf } from "./origin";

export type { Deployment as RecordedDeployment } from "../provider/record-set/model";

/**
 * One deployment: an artifact that runs somewhere, under a name that the record set gives it. No text may contain a
 * control character or a line break. Lengths are counted in Unicode characters.
 *
 * Rules: https://docs.github.com/rest/orgs/artifact-metadata#set-cluster-deployment-records
 */
export interface DeploymentArgs {
    /**
     * The artifact's name, such as `ghcr.io/acme/api`: 1 to 256 characters. Deployments with the same digest must have
     * the same name, unless each sets its own `githubRepository`: GitHub identifies an artifact by its digest and the
     * repository that built it.
     */
    name: Input<string>;

    /**
     * The digest of the artifact that runs, not its tag: `sha256:` and 64 hexadecimal digits in lower case. A change
     * updates the record. It may be a secret.
     */
    digest: Input<string>;

    /**
     * The artifact's version, such as `1.4.2`: 1 to 100 characters. Deployments with the same digest must have the same
     * version, unless each sets its own `githubRepository`. GitHub cannot clear the version. If you remove the argument
     * later, GitHub keeps the last value.
     */
    version?: Input<string | undefined>;

    /**
     * `deployed` (default) or `decommissioned`. You do not need this to decommission a deployment: removing it from the
     * program does that. Set `decommissioned` only to keep the record in the program.
     */
    status?: Input<DeploymentStatus | undefined>;

    /**
     * The name of the repository that built the artifact, without its owner (`api`, not `acme/api`), in the same
     * organization: at most 100 letters, digits, dots, hyphens and underscores. Required if the artifact has no
     * provenance attestation. If it has one, GitHub ignores this argument.
     */
    githubRepository?: Input<string | undefined>;

    /**
     * At most 5 tags. A key has 1 to 100 characters, a value at most 100. GitHub holds exactly the declared tags: if
     * you leave this out or empty, existing tags are cleared. Values may be secrets.
     *
     * GitHub documents the limit of 5 for its endpoint for a single record. The limit of 100 is the one that
     * github/deployment-tracker applies.
     */
    tags?: Input<Record<string, Input<string>> | undefined>;

    /**
     * What makes the deployment attractive to attackers, each at most once, in any order. GitHub filters alerts by it
     * (`runtime-risk:`). GitHub holds exactly the declared risks: if you leave this out or empty, existing risks are
     * cleared.
     */
    runtimeRisks?: Input<readonly Input<RuntimeRisk>[] | undefined>;
}

/** A deployment in a list, with its name. In a map, the key is the name. */
export interface NamedDeploymentArgs extends DeploymentArgs {
    /**
     * The deployment's name: 1 to 256 characters, unique in the list. A name identifies one record: another digest
     * under the same name updates that record.
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
     * The organization. Default: the `owner` of the provider's settings. Case does not matter. A change replaces the
     * set.
     *
     * @remarks
     * The provider looks in the stack configuration `github-artifacts:owner`, then in `github:owner`, then in
     * `GITHUB_OWNER`.
     */
    org?: Input<string | undefined>;

    /**
     * The cluster: 1 to 128 letters, digits, dots, hyphens and underscores. It is part of GitHub's URL, so it cannot be
     * `.` or `..`. A change replaces the set.
     */
    cluster: Input<string>;

    /** The stage, such as `production`: 1 to 128 characters. A change replaces the set. */
    logicalEnvironment: Input<string>;

    /**
     * The region, such as `eu-west-1`: 1 to 128 characters. Default: none. A change replaces the set, and so does
     * removing it.
     */
    physicalEnvironment?: Input<string | undefined>;

    /**
     * What runs there, by deployment name. A name has 1 to 256 characters. GitHub's deployment-tracker uses
     * `{namespace}/{deployment}/{container}`. The number of deployments is not limited. One request carries up to 1,000
     * changed deployments. An entry that you remove is decommissioned, because GitHub does not delete records.
     *
     * @remarks
     * A map from deployment name to deployment, or a list of deployments with their names. The state holds both as a
     * map, so that a preview shows the entry that changed.
     */
    deployments: Input<Record<string, Input<DeploymentArgs>> | readonly Input<NamedDeploymentArgs>[]>;

    /**
     * What to do if GitHub rejects individual deployments. `fail` (default): record the others, then fail with a reason
     * for each rejected one. `warn`: record the others and warn. In both cases, the next `pulumi up` retries the
     * rejected ones. A change to this argument alone makes no request.
     */
    onRejected?: Input<OnRejected | undefined>;
}

/**
 * Records what runs in one cluster and environment, as deployment records on GitHub.
 *
 * Records of other clusters, environments and deployment names are not touched. A preview makes no request, and neither
 * does an `up` without changes. Otherwise, one request carries up to 1,000 changed deployments.
 *
 * Deleting the set marks each of its deployments as `decommissioned`, because GitHub does not delete records. A record
 * that another resource of the program declares stays as it is. Before it decommissions deployments, the provider asks
 * GitHub who wrote them last, with one request for each digest. If someone else updated a record in the meantime, the
 * record stays as it is, and a warning names it.
 *
 * `pulumi preview` rejects arguments that break a rule, a record that another resource also declares, and a secret in
 * an argument that identifies the set. It reports all problems at once. If GitHub refuses a call or rejects a
 * deployment, `pulumi up` fails with the reason for each deployment, and the state holds what was recorded.
 *
 * Pulumi's id is `org/cluster/logicalEnvironment[/physicalEnvironment]`, with each part URI-encoded.
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
    /** The organization, including one that came from the settings. */
    declare readonly org: Output<string>;

    /** The cluster. */
    declare readonly cluster: Output<string>;

    /** The stage. */
    declare readonly logicalEnvironment: Output<string>;

    /**
     * What GitHub is known to hold for this set, by deployment name. A new entry that GitHub rejected is missing. An
     * entry whose update was rejected has its previous values.
     */
    declare readonly deployments: Output<Record<string, Deployment>>;

    /**
     * GitHub's ids of the records, by deployment name. The id of a lost record, or of one whose last write got no clear
     * answer, is missing until the next `up`. Use `getDeploymentRecords` to read the other fields of the records.
     */
    declare readonly recordIds: Output<Record<string, number>>;

    /**
     * Why GitHub rejected a deployment at the last `up`, by deployment name. Empty if it rejected none. GitHub
     * documents two causes, and may return others: `unauthorized` means that the credential may not write to the
     * repository that built the artifact. `not_found` means that the artifact has no attestation and that the
     * repository does not exist.
     */
    declare readonly rejected: Output<Record<string, string>>;

    /**
     * Declares what runs in a cluster and environment.
     *
     * @param name The resource's name in Pulumi, unique among resources of its type in a stack.
     * @param args What runs, and where.
     * @param opts Pulumi's resource options, which are passed on unchanged.
     */
    constructor(name: string, args: ClusterDeploymentRecordSetArgs, opts?: CustomResourceOptions) {
        const provider = findable(recordSetProvider);
        const properties = propertiesOf(OUTPUTS, args, `github-artifacts:${TYPE}`, name, opts);
        super(provider, name, properties, opts, "github-artifacts", TYPE);
    }
}

const TYPE = "ClusterDeploymentRecordSet";

/**
 * The outputs that only GitHub and the settings know. Pulumi keeps four stack traces for each output, so no output repeats an
 * argument that may be left out.
 */
const OUTPUTS = { org: undefined, recordIds: undefined, rejected: undefined };
