import { createHash } from "node:crypto";

/** The answer of an API. */
export interface Answer {
    readonly status: number;
    /** The parsed body. Empty if it is not a JSON object. */
    readonly body: Body;
}

/** The fields that are read from a body. An API may send a body without them. */
export interface Body {
    readonly message?: string;
    readonly errors?: readonly { readonly cause?: string }[];
    readonly deployment_records?: readonly WrittenRecord[];
    readonly storage_records?: readonly WrittenRecord[];
    readonly job_id?: unknown;
}

/** The fields that are read from a record. */
export interface WrittenRecord {
    readonly id?: number;
    readonly updated_at?: string;
    readonly tags?: Readonly<Record<string, string>>;
}

/** The API to ask, and the credentials for it. */
export interface Target {
    /** The API's URL, without a slash at the end: `https://api.github.com`. */
    readonly baseUrl: string;
    readonly org: string;
    /** A repository of the organization that the token may write to. */
    readonly repository: string;
    readonly token: string;
    /** A token that may only read, for the 403. Without it, that question is skipped. */
    readonly readOnlyToken?: string;
    /** A part of all written names, so that they are unique to this run. */
    readonly run: string;
    readonly fetch: typeof fetch;
}

/** The fields of a storage record to send. */
export type StorageFields = Readonly<Record<string, string>>;

/** Asks an API, and keeps what it has written, so that {@link Probe.cleanUp} can retire it. */
export class Probe {
    readonly cluster: string;
    readonly #deployments = new Map<string, { path: string; entry: object }>();
    readonly #storage = new Map<string, StorageFields>();
    #calls = 0;

    constructor(readonly target: Target) {
        this.cluster = `conformance-${target.run}`;
    }

    /** How many requests were made. */
    get calls(): number {
        return this.#calls;
    }

    /** A digest that no artifact has. It is the hash of a text with the name of this run. */
    digest(what: string): string {
        return `sha256:${createHash("sha256").update(`${this.target.run} ${what}`).digest("hex")}`;
    }

    /** An entry of a set of deployments, with the fields of `change`. */
    entry(name: string, change: object = {}): object {
        const github_repository = this.target.repository;
        return { name: "conformance", digest: this.digest("a"), deployment_name: name, github_repository, ...change };
    }

    /** Writes deployments of a cluster. */
    async deploy(
        entries: readonly object[],
        more: object = {},
        cluster = this.cluster,
        token?: string,
    ): Promise<Answer> {
        const path = `metadata/deployment-record/cluster/${cluster}`;
        const answer = await this.post(
            path,
            { logical_environment: "conformance", deployments: entries, ...more },
            token,
        );
        if (answer.status < 300) {
            for (const entry of entries) this.#deployments.set(JSON.stringify([path, entry]), { path, entry });
        }
        return answer;
    }

    /** Writes a storage record. */
    async store(fields: StorageFields): Promise<Answer> {
        const answer = await this.post("metadata/storage-record", fields);
        if (answer.status < 300) this.#storage.set(JSON.stringify(fields), fields);
        return answer;
    }

    post(path: string, body: unknown, token?: string): Promise<Answer> {
        return this.#call("POST", path, JSON.stringify(body), token);
    }

    get(path: string): Promise<Answer> {
        return this.#call("GET", path);
    }

    /** Retires everything that was written. Returns the names of what could not be retired. */
    async cleanUp(): Promise<string[]> {
        const left: string[] = [];
        for (const { path, entry } of this.#deployments.values()) {
            const deployments = [{ ...entry, status: "decommissioned" }];
            // A part of an earlier call may have been rejected. That is no reason to fail here.
            const body = { logical_environment: "conformance", deployments, partial_success: true };
            const { status } = await this.post(path, body);
            if (status >= 300) left.push(`${path}: ${JSON.stringify(entry)}: ${status}`);
        }
        for (const fields of this.#storage.values()) {
            const { status } = await this.post("metadata/storage-record", { ...fields, status: "deleted" });
            if (status >= 300) left.push(`metadata/storage-record: ${JSON.stringify(fields)}: ${status}`);
        }
        return left;
    }

    async #call(method: string, path: string, body?: string, token = this.target.token): Promise<Answer> {
        this.#calls += 1;
        const { baseUrl, org } = this.target;
        const headers = {
            accept: "application/vnd.github+json",
            authorization: `Bearer ${token}`,
            "x-github-api-version": "2022-11-28",
            ...(body !== undefined && { "content-type": "application/json" }),
        };
        const response = await this.target.fetch(`${baseUrl}/orgs/${org}/artifacts/${path}`, {
            method,
            headers,
            ...(body !== undefined && { body }),
        });
        const text = await response.text();
        return { status: response.status, body: parsed(text) };
    }
}

function parsed(text: string): Body {
    try {
        return JSON.parse(text) ?? {};
    } catch {
        return {};
    }
}
