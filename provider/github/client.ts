import { type StorageStatus, shortDigest } from "../vocabulary";
import { type Call, type GitHubError, toGitHubError, unexpectedReply } from "./errors";
import type { OctokitClient } from "./octokit";
import { type Records, type Reply, readReply } from "./reply";

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

    /** Sends a call and reads its reply. `isWhole` tells whether a reply holds what the call is for. */
    async function call<Kind extends keyof Records>(
        what: Omit<Call, "access">,
        kind: Kind,
        send: () => Promise<{ data: unknown }>,
        isWhole: (reply: Reply<Kind>) => boolean,
    ): Promise<Reply<Kind>> {
        const response = await send().catch((cause: unknown) => {
            throw toGitHubError(cause, { ...what, access });
        });
        const reply = readReply(response.data, kind);
        if (reply === undefined || !isWhole(reply)) throw unexpectedReply(response, { ...what, access });
        return reply;
    }

    /** The reads: a digest that GitHub knows nothing of, or shows nothing of, is 404 as well as an empty list. */
    function list<Kind extends keyof Records>(kind: Kind, send: (of: Subject) => Promise<{ data: unknown }>) {
        return async (org: string, digest: string): Promise<Records[Kind][]> => {
            const route = `GET /orgs/${org}/artifacts/${shortDigest(digest)}/metadata/${kind}-records`;
            const what = { route, org, artifacts: [{ digest }] };
            return call(what, kind, () => send({ org, subject_digest: digest }), isWholeList).then(
                ({ records = [] }) => records,
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
            const route = `POST /orgs/${org}/artifacts/metadata/deployment-record/cluster/${cluster}`;
            const {
                records = [],
                errors = [],
                total,
            } = await call(
                { route, org, artifacts: deployments, sent: params },
                "deployment",
                () => orgs.setClusterDeploymentRecords({ ...params, partial_success: true, return_records: true }),
                isWholeWrite,
            );
            const rejected = errors.map(({ cause, deployment: { deployment_name } }) => ({ cause, deployment_name }));
            return { records, errors: rejected, total };
        },
        async createArtifactStorageRecord(params) {
            const { org } = params;
            const { records = [], total } = await call(
                {
                    route: `POST /orgs/${org}/artifacts/metadata/storage-record`,
                    org,
                    artifacts: [params],
                    sent: params,
                },
                "storage",
                () => orgs.createArtifactStorageRecord({ ...params, return_records: true }),
                isWholeWrite,
            );
            return { records, total };
        },
        listDeploymentRecords: list("deployment", orgs.listArtifactDeploymentRecords),
        listStorageRecords: list("storage", orgs.listArtifactStorageRecords),
    };
}

/** GitHub may leave out the records that it wrote: then it counts them, or says which it rejected. */
const isWholeWrite = ({ records, errors, total }: Reply<keyof Records>): boolean =>
    records !== undefined || errors !== undefined || total !== undefined;

/** A list is left out only where nothing is in it. */
const isWholeList = ({ records, total }: Reply<keyof Records>): boolean => records !== undefined || total === 0;
