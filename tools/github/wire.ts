import type { components, operations } from "@octokit/openapi-types";

/**
 * The bodies of the endpoints, as GitHub's OpenAPI description declares them. Both sides of a conversation are
 * held to this one source, so that a drift between the server and a client is a compile error, not a green test.
 */
type Json<Content> = Content extends { content: { "application/json": infer Body } } ? Body : never;

type SetDeployments = operations["orgs/set-cluster-deployment-records"];
type CreateStorage = operations["orgs/create-artifact-storage-record"];
type ListAttestations = operations["orgs/list-attestations-bulk"];

/** Body of `POST …/metadata/deployment-record/cluster/{cluster}`. */
export type DeploymentsBody = Json<SetDeployments["requestBody"]>;

/** One entry of {@link DeploymentsBody}. */
export type DeploymentEntry = DeploymentsBody["deployments"][number];

/** Body of `POST …/metadata/storage-record`. */
export type StorageBody = Json<CreateStorage["requestBody"]>;

/** The reply to a partly rejected write of deployments. */
export type PartialReply = Json<SetDeployments["responses"][207]>;

/** One entry of the `errors` of a {@link PartialReply}. */
export type Rejection = Required<NonNullable<PartialReply["errors"]>[number]>;

/** One storage record of a reply: every declared field is always there. */
export type StorageReply = Required<NonNullable<Json<CreateStorage["responses"][200]>["storage_records"]>[number]>;

type DeclaredDeployment = Required<components["schemas"]["artifact-deployment-record"]>;

/**
 * One deployment record of a reply: every declared field is always there.
 *
 * `physical_environment` is `null` where none was given. The description declares a plain string, but GitHub's
 * serialisers write `null` for an empty column (the storage record's `artifact_url` says so), so a client must cope.
 */
export type DeploymentReply = Omit<DeclaredDeployment, "physical_environment"> & {
    physical_environment: string | null;
};

/** Body of `POST /orgs/{org}/attestations/bulk-list`. */
export type AttestationsBody = Json<ListAttestations["requestBody"]>;

/** Its query. */
export type AttestationsQuery = NonNullable<ListAttestations["parameters"]["query"]>;

/** The reply to it: every declared field is always there. */
export type AttestationsReply = Required<Json<ListAttestations["responses"][200]>>;

/** One attestation of an {@link AttestationsReply}. */
export type AttestationReply = NonNullable<AttestationsReply["attestations_subject_digests"][string]>[number];

/** Of the many fields of a repository those that say which one it is, and what the caller may do to it. */
export type RepositoryReply = Pick<
    Required<components["schemas"]["full-repository"]>,
    "name" | "full_name" | "private" | "archived" | "permissions"
> & { readonly id: number };

/** The reply with an installation's token. */
export type InstallationTokenReply = Pick<
    Required<components["schemas"]["installation-token"]>,
    "token" | "expires_at" | "permissions" | "repository_selection"
>;
