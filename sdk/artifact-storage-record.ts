import { type CustomResourceOptions, dynamic, type Input, type Output } from "@pulumi/pulumi";
import type { RemovalStatus, StorageStatus } from "../provider/vocabulary";
import { storageRecordProvider } from "./dynamic-provider";
import { findable } from "./findable-provider";
import { propertiesOf } from "./origin";

/**
 * The arguments of an {@link ArtifactStorageRecord}. No text may hold a control character or a line break; lengths are
 * counted in Unicode characters. What identifies the record (organization, name, digest, registry URL, repository) stands
 * in Pulumi's id and in messages, so it cannot be a secret.
 *
 * Rules: https://docs.github.com/rest/orgs/artifact-metadata#create-artifact-metadata-storage-record
 */
export interface ArtifactStorageRecordArgs {
    /**
     * The organization. Default: the `owner` of the provider's settings. Compared without case. Another one replaces the
     * record.
     *
     * @remarks
     * The settings are the stack's configuration `github-artifacts:owner`, then `github:owner`, then `GITHUB_OWNER`.
     */
    org?: Input<string | undefined>;

    /** The artifact's name, such as `ghcr.io/acme/api`: 1 to 256 characters. Another one replaces the record. */
    name: Input<string>;

    /** The artifact's digest: `sha256:` and 64 hexadecimal digits in lower case. Another one replaces the record. */
    digest: Input<string>;

    /**
     * The artifact's version, such as `1.4.2`: 1 to 100 characters. GitHub has no way to clear it, or any other
     * optional argument here: left out after it was set, GitHub keeps the last one.
     */
    version?: Input<string | undefined>;

    /**
     * Where the artifact itself is to be had: an https URL of at most 152 characters. GitHub has no way to clear it, nor
     * does a refresh take it over where it is not declared.
     */
    artifactUrl?: Input<string | undefined>;

    /** The artifact's path in the repository: 1 to 512 characters. A refresh cannot see a change: GitHub does not return it. */
    path?: Input<string | undefined>;

    /** The registry: an https URL of at most 256 characters, such as `https://ghcr.io`. Another one replaces the record. */
    registryUrl: Input<string>;

    /** The repository within the registry, such as `acme/api`: 1 to 128 characters. Another one, or none, replaces the record. */
    repository?: Input<string | undefined>;

    /** Whether the artifact is to be had: `active` (default), `eol` (at its end of life) or `deleted`. */
    status?: Input<StorageStatus | undefined>;

    /**
     * The repository that built the artifact, by its name alone (`api`, not `acme/api`), in the same organization: at
     * most 100 letters, digits, dots, hyphens and underscores. Needed where the artifact has no provenance attestation;
     * GitHub ignores it where it has one.
     */
    githubRepository?: Input<string | undefined>;

    /**
     * The status that the record gets when it leaves the program, since GitHub deletes nothing: `eol` (default), since a
     * stack does not know more than that the artifact is not used any more, or `deleted` for those who delete it from its
     * registry. A change of it alone makes no request.
     */
    removalStatus?: Input<RemovalStatus | undefined>;
}

/**
 * Where one artifact is stored, as a storage record of GitHub.
 *
 * Neither preview nor an `up` without changes makes a request; create and update make one each, delete makes two. Deleting
 * sets the record's status to `removalStatus`, since GitHub deletes nothing. It asks GitHub first who wrote the record last:
 * what somebody else has written since stays as it is, and a warning names it. What another resource of the program declares
 * stays, too. A replaced record is retired before the new one is written.
 *
 * Refused by `pulumi preview`, all at once: arguments that break a rule, a record that another resource declares too, and
 * a secret in what identifies the record. Where GitHub refuses the call, `pulumi up` fails with the reason.
 *
 * Pulumi's id is `org/digest/registryUrl[/repository]`, each part URI-encoded.
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
    /** The organization, also where it came from the settings. */
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
     * GitHub's numbers of the records: one for each attestation of the artifact. Empty where a refresh found none. What else GitHub holds
     * of them, `getStorageRecords` reads.
     */
    declare readonly recordIds: Output<number[]>;

    /**
     * Declares where one artifact is stored.
     *
     * @param name The resource's name in Pulumi, unique among its type in a stack.
     * @param args Which artifact is stored, and where.
     * @param opts Pulumi's options, handed on as they are.
     */
    constructor(name: string, args: ArtifactStorageRecordArgs, opts?: CustomResourceOptions) {
        const provider = findable(storageRecordProvider);
        const properties = propertiesOf(OUTPUTS, args, `github-artifacts:${TYPE}`, name, opts);
        super(provider, name, properties, opts, "github-artifacts", TYPE);
    }
}

const TYPE = "ArtifactStorageRecord";

const OUTPUTS = { org: undefined, version: undefined, recordIds: undefined };
