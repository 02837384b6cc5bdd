import type { GitHubServer } from "../../../../tools/github/index";
import type { Violation } from "../../../../tools/github/rules";
import type {
    AttestationsReply,
    DeploymentReply,
    InstallationTokenReply,
    Rejection,
    RepositoryReply,
    StorageReply,
} from "../../../../tools/github/wire";

/** A reply that a client gets. The body has the fields of every kind of reply. A test asserts the fields that it expects. */
export interface Answer {
    readonly status: number;
    readonly headers: Headers;
    readonly body: RepositoryReply &
        AttestationsReply &
        Omit<InstallationTokenReply, "permissions"> & {
            readonly message: string;
            readonly documentation_url: string;
            readonly status: string;
            readonly errors: readonly (Violation & Rejection)[];
            readonly total_count: number;
            readonly deployment_records: readonly DeploymentReply[];
            readonly storage_records: readonly StorageReply[];
        };
}

/** Sends one request over loopback, and follows no redirect. Sends `body` as JSON, or unchanged if it is a string. */
export async function call(
    server: GitHubServer,
    method: string,
    path: string,
    options: { body?: unknown; authorization?: string | null; headers?: Record<string, string> } = {},
): Promise<Answer> {
    const { authorization = "token ghs_embedded", body, headers = {} } = options;
    const response = await fetch(`${server.url}${path}`, {
        method,
        headers: { ...(authorization !== null && { authorization }), ...headers },
        redirect: "manual",
        body: body === undefined || typeof body === "string" ? (body ?? null) : JSON.stringify(body),
    });
    return { status: response.status, headers: response.headers, body: (await response.json()) as Answer["body"] };
}

/** Writes deployments, by default to the organization `acme` and the cluster `prod`. */
export function postDeployments(
    server: GitHubServer,
    body: unknown,
    options: { org?: string; cluster?: string; authorization?: string } = {},
): Promise<Answer> {
    const { org = "acme", cluster = "prod", authorization = "token ghs_embedded" } = options;
    const path = `/orgs/${org}/artifacts/metadata/deployment-record/cluster/${encodeURIComponent(cluster)}`;
    return call(server, "POST", path, { body, authorization });
}

/** Writes a storage record, by default to the organization `acme`. */
export function postStorage(
    server: GitHubServer,
    body: unknown,
    options: { org?: string; authorization?: string } = {},
): Promise<Answer> {
    const { org = "acme", authorization = "token ghs_embedded" } = options;
    return call(server, "POST", `/orgs/${org}/artifacts/metadata/storage-record`, { body, authorization });
}

/** Lists an artifact's records of one kind. */
export function list(
    server: GitHubServer,
    kind: "deployment" | "storage",
    digest: string,
    options: { org?: string; authorization?: string } = {},
): Promise<Answer> {
    const { org = "acme", authorization = "token ghs_embedded" } = options;
    const path = `/orgs/${org}/artifacts/${encodeURIComponent(digest)}/metadata/${kind}-records`;
    return call(server, "GET", path, { authorization });
}
