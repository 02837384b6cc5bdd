import { shortDigest } from "../vocabulary/order";
import type { StorageStatus } from "../vocabulary/words";
import type { Access } from "./access";
import { diagnose, diagnoseHeaders, type Refusal } from "./diagnosis";
import { type Call, refusalOf, toGitHubError, unexpectedReply } from "./errors";
import { evidenceOn, type Subject } from "./evidence";
import { AFTER_A_REFUSAL, BEFORE_A_WRITE, Looks, type Memory } from "./looks";
import type { OctokitClient } from "./octokit";
import { type Records, type Reply, readReply } from "./reply";
import { type Declared, type Verified, verify } from "./verification";

/** One deployment, as it is sent. https://docs.github.com/rest/orgs/artifact-metadata#set-cluster-deployment-records */
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

/** A deployment record, as GitHub returns it: without status, name, version and repository. */
export interface DeploymentReply {
    id: number;
    digest: string;
    logical_environment: string;
    physical_environment?: string | null;
    /** Absent if the endpoint for a single record wrote the record: it needs no cluster. */
    cluster?: string | null;
    deployment_name: string;
    tags?: Record<string, string> | null;
    runtime_risks?: string[] | null;
    created_at?: string;
    updated_at?: string;
    attestation_id?: number | null;
}

/** The deployments of one call (at most 1,000), and where they run. */
export interface ClusterCall {
    org: string;
    cluster: string;
    logical_environment: string;
    physical_environment?: string;
    deployments: DeploymentEntry[];
}

/** The result for the deployments of one call. Each is in the records or in the errors, or GitHub lost it. */
export interface ClusterReply {
    records: DeploymentReply[];
    /** GitHub documents `unauthorized` and `not_found`; it may give other causes. */
    errors: { cause: string; deployment_name: string }[];
    /** How many records GitHub counts, if it says so. */
    total: number | undefined;
}

/** A storage record, as it is sent. https://docs.github.com/rest/orgs/artifact-metadata#create-artifact-metadata-storage-record */
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

/** A storage record, as GitHub returns it: without version, path and GitHub repository. */
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

/** What GitHub recorded for one storage record. */
export interface StorageWriteReply {
    records: StorageReply[];
    /** How many records GitHub counts, if it says so. */
    total: number | undefined;
}

/** The four endpoints of artifact metadata, with types. Each throws a `GitHubError` with complete advice. */
export interface ArtifactMetadataClient {
    /** `POST /orgs/{org}/artifacts/metadata/deployment-record/cluster/{cluster}` */
    setClusterDeploymentRecords(call: ClusterCall): Promise<ClusterReply>;
    /** `POST /orgs/{org}/artifacts/metadata/storage-record` */
    createArtifactStorageRecord(call: StorageCall): Promise<StorageWriteReply>;
    /** `GET /orgs/{org}/artifacts/{digest}/metadata/deployment-records`; an empty list if GitHub answers 404. */
    listDeploymentRecords(org: string, digest: string): Promise<DeploymentReply[]>;
    /** `GET /orgs/{org}/artifacts/{digest}/metadata/storage-records`; an empty list if GitHub answers 404. */
    listStorageRecords(org: string, digest: string): Promise<StorageReply[]>;
    /** Finds out with a few reads why GitHub refused things in one organization, and returns lines for each. Never throws. */
    explain(refusals: readonly [Refusal, ...Refusal[]]): Promise<readonly (readonly string[])[]>;
    /** Asks GitHub what it would reject in a planned write. A check that cannot be made gives a warning. */
    verify(declared: Declared): Promise<Verified>;
}

/** A call, how errors describe it, and what it is about. */
interface Task<Kind extends keyof Records> extends Omit<Call, "access">, Subject {
    readonly kind: Kind;
    readonly permission: Refusal["permission"];
    readonly send: () => Promise<{ data: unknown }>;
    /** Says whether a reply contains what the call needs. */
    readonly isWhole: (reply: Reply<Kind>) => boolean;
}

/** Creates the client that uses an Octokit. */
export function createClient(octokit: OctokitClient, access: Access): ArtifactMetadataClient {
    const { orgs } = octokit.rest;
    const memory: Memory = new Map();
    const few = new Looks(octokit, memory, AFTER_A_REFUSAL);
    const all = new Looks(octokit, memory, BEFORE_A_WRITE);

    const explain: ArtifactMetadataClient["explain"] = async (refusals) => {
        const artifacts = refusals.flatMap((refusal) => refusal.artifacts);
        const evidence = await few.lookInto({ org: refusals[0].org, artifacts });
        return refusals.map((refusal) => diagnose(refusal, evidenceOn(refusal, evidence), access));
    };

    /** Says why GitHub refused a call, if it did. If the headers show the cause, nothing is read. */
    async function diagnosisOf(cause: unknown, subject: Omit<Refusal, "as" | "headers">): Promise<readonly string[]> {
        const refused = refusalOf(cause);
        if (refused === undefined) return [];
        const refusal = { ...subject, ...refused };
        return diagnoseHeaders(refusal, access) ?? (await explain([refusal])).flat();
    }

    /** Sends a call and reads its reply. */
    async function call<Kind extends keyof Records>(task: Task<Kind>): Promise<Reply<Kind>> {
        const { kind, isWhole, route, sent } = task;
        const told = { route, sent, access };
        const response = await task.send().catch(async (cause: unknown) => {
            throw toGitHubError(cause, told, await diagnosisOf(cause, task));
        });
        const reply = readReply(response.data, kind);
        if (reply === undefined || !isWhole(reply)) throw unexpectedReply(response, told);
        return reply;
    }

    /** The reads. If GitHub knows or shows nothing about a digest, it may answer 404 or with an empty list. */
    function list<Kind extends keyof Records>(kind: Kind, send: (of: ReadPath) => Promise<{ data: unknown }>) {
        return async (org: string, digest: string): Promise<Records[Kind][]> => {
            const { records = [] } = await call({
                route: `GET /orgs/${org}/artifacts/${shortDigest(digest)}/metadata/${kind}-records`,
                org,
                // A read of records names no repository, so a missing attestation does not explain anything.
                artifacts: [],
                permission: "read",
                kind,
                isWhole: isWholeList,
                send: () => send({ org, subject_digest: digest }).catch(nothingAt404),
            });
            return records;
        };
    }

    return {
        async setClusterDeploymentRecords(params) {
            const { org, cluster, deployments } = params;
            const {
                records = [],
                errors = [],
                total,
            } = await call({
                route: `POST /orgs/${org}/artifacts/metadata/deployment-record/cluster/${cluster}`,
                org,
                artifacts: deployments,
                permission: "write",
                sent: params,
                kind: "deployment",
                isWhole: isWholeWrite,
                send: () =>
                    orgs.setClusterDeploymentRecords({ ...params, partial_success: true, return_records: true }),
            });
            const rejected = errors.map(({ cause, deployment: { deployment_name } }) => ({ cause, deployment_name }));
            return { records, errors: rejected, total };
        },
        async createArtifactStorageRecord(params) {
            const { org } = params;
            const { records = [], total } = await call({
                route: `POST /orgs/${org}/artifacts/metadata/storage-record`,
                org,
                artifacts: [params],
                permission: "write",
                sent: params,
                kind: "storage",
                isWhole: isWholeWrite,
                send: () => orgs.createArtifactStorageRecord({ ...params, return_records: true }),
            });
            return { records, total };
        },
        listDeploymentRecords: list("deployment", orgs.listArtifactDeploymentRecords),
        listStorageRecords: list("storage", orgs.listArtifactStorageRecords),
        explain,
        async verify(declared) {
            const evidence = await all.lookInto(declared).catch((cause: unknown) => {
                throw toGitHubError(cause, { route: `GET /users/${declared.org}`, access });
            });
            return verify(declared, evidence, access);
        },
    };
}

/** The artifact of a read, as GitHub's paths name it. */
type ReadPath = { org: string; subject_digest: string };

/** Returns an empty list for a digest that GitHub does not know. */
function nothingAt404(error: unknown): { data: unknown } {
    if (refusalOf(error)?.as === "not-found") return { data: { total_count: 0 } };
    throw error;
}

/** GitHub may leave out the records that it wrote. Then it counts them, or says which ones it rejected. */
const isWholeWrite = ({ records, errors, total }: Reply<keyof Records>): boolean =>
    records !== undefined || errors !== undefined || total !== undefined;

/** A list may be missing only if it is empty. */
const isWholeList = ({ records, total }: Reply<keyof Records>): boolean => records !== undefined || total === 0;
