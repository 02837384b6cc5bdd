import { type CustomResourceOptions, dynamic, type Input, type Output } from "@pulumi/pulumi";
import type { RemovalStatus, StorageStatus } from "../provider/vocabulary/words";
import { storageRecordProvider } from "./dynamic-provider";
import { findable } from "./findable-provider";
import { propertiesOf } from "./origin";

/**
 * The arguments of an {@link ArtifactStorageRecord}. No text may contain a control character or a line break. Lengths
 * are counted in Unicode characters. The arguments that identify the record (organization, name, digest, registry URL,
 * repository) appear in Pulumi's id and in messages, so they cannot be secrets.
 *
 * Rules: https://docs.github.com/rest/orgs/artifact-metadata#create-artifact-metadata-storage-record
 */
export interface ArtifactStorageRecordArgs {
    /**
     * The organization. Default: the `owner` of the provider's settings. Case does not matter. A change replaces the
     * record.
     *
     * @remarks
     * The provider looks in the stack configuration `github-artifacts:owner`, then in `github:owner`, then in
     * `GITHUB_OWNER`.
     */
    org?: Input<string | undefined>;

    /** The artifact's name, such as `ghcr.io/acme/api`: 1 to 256 characters. A change replaces the record. */
    name: Input<string>;

    /** The artifact's digest: `sha256:` and 64 hexadecimal digits in lower case. A change replaces the record. */
    digest: Input<string>;

    /**
     * The artifact's version, such as `1.4.2`: 1 to 100 characters. GitHub cannot clear the version, or any other
     * optional argument of this resource. If you remove the argument later, GitHub keeps the last value.
     */
    version?: Input<string | undefined>;

    /**
     * The URL of the artifact itself: an https URL of at most 152 characters. GitHub cannot clear it. If the program
     * does not declare it, a refresh ignores the URL that GitHub returns.
     */
    artifactUrl?: Input<string | undefined>;

    /**
     * The artifact's path in the repository: 1 to 512 characters. A refresh cannot detect a change, because GitHub does
     * not return it.
     */
    path?: Input<string | undefined>;

    /** The registry: an https URL of at most 256 characters, such as `https://ghcr.io`. A change replaces the record. */
    registryUrl: Input<string>;

    /**
     * The repository within the registry, such as `acme/api`: 1 to 128 characters. A change replaces the record, and so
     * does removing it.
     */
    repository?: Input<string | undefined>;

    /** Whether the artifact is available: `active` (default), `eol` (end of life) or `deleted`. */
    status?: Input<StorageStatus | undefined>;

    /**
     * The name of the repository that built the artifact, without its owner (`api`, not `acme/api`), in the same
     * organization: at most 100 letters, digits, dots, hyphens and underscores. Required if the artifact has no
     * provenance attestation. If it has one, GitHub ignores this argument.
     */
    githubRepository?: Input<string | undefined>;

    /**
     * The status that the record gets when you remove it from the program. GitHub does not delete records. `eol`
     * (default) means that this stack no longer uses the artifact. Use `deleted` if you delete the artifact from its
     * registry. A change to this argument alone makes no request.
     */
    removalStatus?: Input<RemovalStatus | undefined>;
}

/**
 * Records where one artifact is stored, as a storage record on GitHub.
 *
 * A preview makes no request, and neither does an `up` without changes. A create or an update makes one request, and a
 * delete makes two.
 *
 * A delete sets the record's status to `removalStatus`, because GitHub does not delete records. Before that, it asks
 * GitHub who wrote the record last. If someone else updated the record in the meantime, the record stays as it is, and
 * a warning names it. The record also stays if another resource of the program declares it. A replacement retires the
 * old record before it creates the new one.
 *
 * `pulumi preview` rejects arguments that break a rule, a record that another resource also declares, and a secret in
 * an argument that identifies the record. It reports all problems at once. If GitHub refuses the call, `pulumi up`
 * fails with the reason.
 *
 * Pulumi's id is `org/digest/registryUrl[/repository]`, with each part URI-encoded.
 *
 * Route: `POST /orgs/{org}/artifacts/metadata/storage-record`, see
 * https://docs.github.com/rest/orgs/artifact-metadata#create-artifact-metadata-storage-record.
 *
 * @example
 * ```ts
 * new ArtifactStorageRecord("api-image", {
 *     name: "ghcr.io/acme/api",
 *     digest,
 *     registryUrl: "https://ghcr.io",
 *     repository: "acme/api",
 * });
 * ```
 */
export class ArtifactStorageRecord extends dynamic.Resource {
    /** The organization, including one that came from the settings. */
    declare readonly org: Output<string>;

    /** The artifact's name. */
    declare readonly name: Output<string>;

    /** The artifact's digest. */
    declare readonly digest: Output<string>;

    /** The artifact's version, if one was given. */
    declare readonly version: Output<string | undefined>;

    /** The registry. */
    declare readonly registryUrl: Output<string>;

    /**
     * GitHub's ids of the records: one for each attestation of the artifact. Empty if a refresh found no record. Use
     * `getStorageRecords` to read the other fields of the records.
     */
    declare readonly recordIds: Output<number[]>;

    /**
     * Declares where one artifact is stored.
     *
     * @param name The resource's name in Pulumi, unique among resources of its type in a stack.
     * @param args Which artifact is stored, and where.
     * @param opts Pulumi's resource options, which are passed on unchanged.
     */
    constructor(name: string, args: ArtifactStorageRecordArgs, opts?: CustomResourceOptions) {
        const provider = findable(storageRecordProvider);
        const properties = propertiesOf(OUTPUTS, args, `github-artifacts:${TYPE}`, name, opts);
        super(provider, name, properties, opts, "github-artifacts", TYPE);
    }
}

const TYPE = "ArtifactStorageRecord";

const OUTPUTS = { org: undefined, version: undefined, recordIds: undefined };
