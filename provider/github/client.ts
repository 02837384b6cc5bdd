import { type StorageStatus, shortDigest } from "../vocabulary";
import { type Call, type GitHubError, toGitHubError, unexpectedReply } from "./errors";
import type { OctokitClient } from "./octokit";

/** One deployment as it is sent. https://docs.github.com/rest/orgs/artifact-metadata#set-cluster-deployment-records */
export interface DeploymentEntry {
    name: string;
    digest: string;
    version?: string;
    status: "deployed" | "decommissioned";
    deployment_name: string;
    github_repository?: string;
    tags: Record<string, string>;
    runtime_risks: ("critical-resource" | "internet-exposed" | "lateral-movement" | "sensitive-data")[];
}

/** A deployment record as GitHub returns it: no status, name, version or repository. */
export interface DeploymentReply {
    id: number;
    digest: string;
    logical_environment: string;
    physical_environment?: string | null;
    /** Absent where the record was written by the endpoint for a single record, which needs no cluster. */
    cluster?: string | null;
    deployment_name: string;
    tags?: Record<string, string> | null;
    runtime_risks?: string[] | null;
    created_at?: string;
    updated_at?: string;
    attestation_id?: number | null;
}

/** The deployments of one call, at most 1,000, and where they run. */
export interface ClusterCall {
    org: string;
    cluster: string;
    logical_environment: string;
    physical_environment?: string;
    deployments: DeploymentEntry[];
}

/** What became of the deployments of one call: each is among the records or among the errors, or GitHub lost it. */
export interface ClusterReply {
    records: DeploymentReply[];
    /** GitHub documents `unauthorized` and `not_found`; it may give other causes. */
    errors: { cause: string; deployment_name: string }[];
    /** How many records GitHub counts, if it says so. */
    total: number | undefined;
}

/** A storage record as it is sent. https://docs.github.com/rest/orgs/artifact-metadata#create-artifact-metadata-storage-record */
export interface StorageCall {
    org: string;
    name: string;
    digest: string;
    version?: string;
    artifact_url?: string;
    path?: string;
    registry_url: string;
    repository?: string;
    status: StorageStatus;
    github_repository?: string;
}

/** A storage record as GitHub returns it: no version, path or GitHub repository. */
export interface StorageReply {
    id: number;
    name: string;
    digest: string;
    artifact_url?: string | null;
    registry_url: string;
    repository?: string | null;
    status: string;
    created_at?: string;
    updated_at?: string;
}

/** What GitHub recorded of one storage record. */
export interface StorageWriteReply {
    records: StorageReply[];
    /** How many records GitHub counts, if it says so. */
    total: number | undefined;
}

/** The four endpoints of artifact metadata, typed in and out. Each throws a `GitHubError` that is whole advice. */
export interface ArtifactMetadataClient {
    /** `POST /orgs/{org}/artifacts/metadata/deployment-record/cluster/{cluster}` */
    setClusterDeploymentRecords(call: ClusterCall): Promise<ClusterReply>;
    /** `POST /orgs/{org}/artifacts/metadata/storage-record` */
    createArtifactStorageRecord(call: StorageCall): Promise<StorageWriteReply>;
    /** `GET /orgs/{org}/artifacts/{digest}/metadata/deployment-records`; an empty list where GitHub answers 404. */
    listDeploymentRecords(org: string, digest: string): Promise<DeploymentReply[]>;
    /** `GET /orgs/{org}/artifacts/{digest}/metadata/storage-records`; an empty list where GitHub answers 404. */
    listStorageRecords(org: string, digest: string): Promise<StorageReply[]>;
}

/** The artifact whose records are read, as GitHub's paths name it. */
type Subject = { org: string; subject_digest: string };

/** The client over an Octokit. `access` says in errors which credential was used, never its value. */
export function createClient(octokit: OctokitClient, access: string): ArtifactMetadataClient {
    const { orgs } = octokit.rest;

    async function call<Reply>(what: Omit<Call, "access">, send: () => Promise<{ data: unknown }>, list: string) {
        const response = await send().catch((cause: unknown) => {
            throw toGitHubError(cause, { ...what, access });
        });
        const data = response.data as Record<string, unknown> | null;
        const records = data?.[list] ?? (data?.total_count === 0 ? [] : undefined);
        if (!Array.isArray(records)) throw unexpectedReply(response, { ...what, access }, list);
        const { total_count, errors = [] } = data as Record<string, unknown>;
        return {
            records: records as Reply[],
            errors,
            total: typeof total_count === "number" ? total_count : undefined,
        };
    }

    /** The reads: a digest that GitHub knows nothing of, or shows nothing of, is 404 as well as an empty list. */
    function list<Reply>(kind: "deployment" | "storage", send: (of: Subject) => Promise<{ data: unknown }>) {
        return async (org: string, digest: string): Promise<Reply[]> => {
            const route = `GET /orgs/${org}/artifacts/${shortDigest(digest)}/metadata/${kind}-records`;
            const what = { route, org, artifacts: [{ digest }] };
            return call<Reply>(what, () => send({ org, subject_digest: digest }), `${kind}_records`).then(
                ({ records }) => records,
                (error: GitHubError) => {
                    if (error.code === "not-found") return [];
                    throw error;
                },
            );
        };
    }

    return {
        async setClusterDeploymentRecords(params) {
            const { org, cluster, deployments } = params;
            const { records, errors, total } = await call<DeploymentReply>(
                {
                    route: `POST /orgs/${org}/artifacts/metadata/deployment-record/cluster/${cluster}`,
                    org,
                    artifacts: deployments,
                },
                () => orgs.setClusterDeploymentRecords({ ...params, partial_success: true, return_records: true }),
                "deployment_records",
            );
            return {
                records,
                total,
                errors: (errors as { cause: string; deployment?: DeploymentEntry }[]).flatMap(
                    ({ cause, deployment }) =>
                        deployment === undefined ? [] : [{ cause, deployment_name: deployment.deployment_name }],
                ),
            };
        },
        async createArtifactStorageRecord(params) {
            const { records, total } = await call<StorageReply>(
                {
                    route: `POST /orgs/${params.org}/artifacts/metadata/storage-record`,
                    org: params.org,
                    artifacts: [params],
                },
                () => orgs.createArtifactStorageRecord({ ...params, return_records: true }),
                "storage_records",
            );
            return { records, total };
        },
        listDeploymentRecords: list<DeploymentReply>("deployment", orgs.listArtifactDeploymentRecords),
        listStorageRecords: list<StorageReply>("storage", orgs.listArtifactStorageRecords),
    };
}
