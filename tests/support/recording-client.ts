import type {
    ArtifactMetadataClient,
    ClusterCall,
    ClusterReply,
    DeploymentReply,
    StorageCall,
    StorageReply,
    StorageWriteReply,
} from "../../provider/github/client";
import type { Refusal } from "../../provider/github/diagnosis";
import type { Declared, Verified } from "../../provider/github/verification";
import { deploymentReply } from "./record-sets";
import { storageReply } from "./storage-records";

/** The calls of a client, in order. */
export interface Calls {
    readonly cluster: ClusterCall[];
    readonly storage: StorageCall[];
    /** `acme sha256:…` for each read. */
    readonly reads: string[];
    readonly refusals: Refusal[];
    readonly verified: Declared[];
}

/** How a client answers. By default it records everything. */
export interface Answers {
    readonly cluster?: (call: ClusterCall, index: number) => ClusterReply | Promise<ClusterReply>;
    readonly storage?: (call: StorageCall, index: number) => StorageWriteReply | Promise<StorageWriteReply>;
    readonly deploymentRecords?: (digest: string) => DeploymentReply[];
    readonly storageRecords?: (digest: string) => StorageReply[];
    /** Why GitHub refused something. Default: a made-up explanation. */
    readonly explain?: (refusal: Refusal) => readonly string[];
    readonly verify?: (declared: Declared) => Verified | Promise<Verified>;
}

/** A client that keeps its calls, and answers like a GitHub that records everything and holds nothing. */
export function recordingClient(answers: Answers = {}): ArtifactMetadataClient & { readonly calls: Calls } {
    const calls: Calls = { cluster: [], storage: [], reads: [], refusals: [], verified: [] };
    return {
        calls,
        async setClusterDeploymentRecords(call) {
            calls.cluster.push(call);
            return (answers.cluster ?? recordAll)(call, calls.cluster.length - 1);
        },
        async createArtifactStorageRecord(call) {
            calls.storage.push(call);
            return (answers.storage ?? recordStorage)(call, calls.storage.length - 1);
        },
        async listDeploymentRecords(org, digest) {
            calls.reads.push(`${org} ${digest}`);
            return answers.deploymentRecords?.(digest) ?? [];
        },
        async listStorageRecords(org, digest) {
            calls.reads.push(`${org} ${digest}`);
            return answers.storageRecords?.(digest) ?? [];
        },
        async explain(refusals) {
            calls.refusals.push(...refusals);
            return refusals.map((refusal) => answers.explain?.(refusal) ?? ["that is why.", "To fix it, fix it."]);
        },
        async verify(declared) {
            calls.verified.push(declared);
            return answers.verify?.(declared) ?? { problems: [], warnings: [] };
        },
    };
}

/** The reply to a call if every deployment is recorded. */
export function recordAll({
    cluster,
    logical_environment,
    physical_environment,
    deployments,
}: ClusterCall): ClusterReply {
    const records = deployments.map(({ digest, deployment_name, tags, runtime_risks }, index) =>
        deploymentReply({
            id: index + 1,
            cluster,
            logical_environment,
            ...(physical_environment !== undefined && { physical_environment }),
            digest,
            deployment_name,
            tags,
            runtime_risks,
        }),
    );
    return { records, errors: [], total: records.length };
}

/** The reply to a call if some deployments, given by name, are rejected and the others recorded. */
export function rejectSome(causes: Readonly<Record<string, string>>): (call: ClusterCall) => ClusterReply {
    return (call) => {
        const all = recordAll(call).records;
        const rejected = ({ deployment_name }: { deployment_name: string }) => Object.hasOwn(causes, deployment_name);
        const errors = call.deployments.filter(rejected).map(({ deployment_name }) => ({
            cause: causes[deployment_name] as string,
            deployment_name,
        }));
        const records = all.filter((record) => !rejected(record));
        return { records, errors, total: records.length };
    };
}

function recordStorage({
    name,
    digest,
    artifact_url,
    registry_url,
    repository,
    status,
}: StorageCall): StorageWriteReply {
    const records = [
        storageReply({
            name,
            digest,
            ...(artifact_url !== undefined && { artifact_url }),
            registry_url,
            ...(repository !== undefined && { repository }),
            status,
        }),
    ];
    return { records, total: records.length };
}
