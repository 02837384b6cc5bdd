import type { components, operations } from "@octokit/openapi-types";

/**
 * The bodies of the endpoints, from GitHub's OpenAPI description. Both the server and a client use this one source, so that
 * a difference between them is a compile error instead of a passing test.
 */
type Json<Content> = Content extends { content: { "application/json": infer Body } } ? Body : never;

type SetDeployments = operations["orgs/set-cluster-deployment-records"];
type CreateStorage = operations["orgs/create-artifact-storage-record"];
type ListAttestations = operations["orgs/list-attestations-bulk"];

/** The body of `POST …/metadata/deployment-record/cluster/{cluster}`. */
export type DeploymentsBody = Json<SetDeployments["requestBody"]>;

/** One entry of {@link DeploymentsBody}. */
export type DeploymentEntry = DeploymentsBody["deployments"][number];

/** The body of `POST …/metadata/storage-record`. */
export type StorageBody = Json<CreateStorage["requestBody"]>;

/** The reply to a partly rejected write of deployments. */
export type PartialReply = Json<SetDeployments["responses"][207]>;

/** One entry of the `errors` of a {@link PartialReply}. */
export type Rejection = Required<NonNullable<PartialReply["errors"]>[number]>;

/** One storage record of a reply. Every declared field is always present. */
export type StorageReply = Required<NonNullable<Json<CreateStorage["responses"][200]>["storage_records"]>[number]>;

type DeclaredDeployment = Required<components["schemas"]["artifact-deployment-record"]>;

/**
 * One deployment record of a reply. Every declared field is always present.
 *
 * `physical_environment` is `null` if none was sent. The description declares a plain string, but GitHub's serializers write
 * `null` for an empty column (the storage record's `artifact_url` says so), so a client must accept it.
 */
export type DeploymentReply = Omit<DeclaredDeployment, "physical_environment"> & {
    physical_environment: string | null;
};

/** The body of `POST /orgs/{org}/attestations/bulk-list`. */
export type AttestationsBody = Json<ListAttestations["requestBody"]>;

/** Its query. */
export type AttestationsQuery = NonNullable<ListAttestations["parameters"]["query"]>;

/** The reply to it. Every declared field is always present. */
export type AttestationsReply = Required<Json<ListAttestations["responses"][200]>>;

/** One attestation of an {@link AttestationsReply}. */
export type AttestationReply = NonNullable<AttestationsReply["attestations_subject_digests"][string]>[number];

/** The fields of a repository that identify it, and that show the caller's permissions. */
export type RepositoryReply = Pick<
    Required<components["schemas"]["full-repository"]>,
    "name" | "full_name" | "private" | "archived" | "permissions"
> & { readonly id: number };

/** The reply with an installation's token. */
export type InstallationTokenReply = Pick<
    Required<components["schemas"]["installation-token"]>,
    "token" | "expires_at" | "permissions" | "repository_selection"
>;
