/** A request and what became of it. Its `Authorization` is left out on purpose: a log is no place for a token. */
export interface LoggedRequest {
    readonly method: string;
    /** As it came, percent-encoded and with its query. */
    readonly path: string;
    /** The status of the reply; 0 where the connection was cut instead. */
    readonly status: number;
    /** The parsed body; undefined where there was none, or none that is JSON. */
    readonly body: unknown;
    /** Why it failed, or a part of it; undefined where nothing did, or the connection was cut. */
    readonly reason?: string;
    /** How many deployments the body carries; undefined where it carries no such list. */
    readonly entries?: number;
    /** The `X-GitHub-Api-Version` that it asked for; undefined where it asked for none. */
    readonly apiVersion?: string;
    /** The `x-github-request-id` of the reply. */
    readonly requestId: string;
}

/** What is remembered of a request even after the log was taken: no body, so that it costs next to nothing. */
export type RecentRequest = Pick<LoggedRequest, "method" | "path" | "status" | "entries" | "reason">;

const REMEMBERED = 50;

/**
 * The requests in the order in which they were answered. It keeps every body until it is taken: a long run takes it
 * now and then.
 */
export class RequestLog {
    readonly entries: LoggedRequest[] = [];
    /** The last requests, also those that were taken: for whoever watches. */
    readonly recent: RecentRequest[] = [];
    readonly #onRequest: ((request: LoggedRequest) => void) | undefined;

    constructor(onRequest?: (request: LoggedRequest) => void) {
        this.#onRequest = onRequest;
    }

    add(request: Omit<LoggedRequest, "entries">): void {
        const entries = countEntries(request.body);
        const logged = entries === undefined ? request : { ...request, entries };
        this.entries.push(logged);
        this.#remember(logged);
        this.#onRequest?.(logged);
    }

    /** Hands over what was logged and forgets it. */
    take(): LoggedRequest[] {
        return this.entries.splice(0);
    }

    #remember({ method, path, status, entries, reason }: LoggedRequest): void {
        const known = { ...(entries !== undefined && { entries }), ...(reason !== undefined && { reason }) };
        this.recent.push({ method, path, status, ...known });
        if (this.recent.length > REMEMBERED) {
            this.recent.shift();
        }
    }
}

function countEntries(body: unknown): number | undefined {
    if (typeof body !== "object" || body === null || !("deployments" in body)) {
        return undefined;
    }
    return Array.isArray(body.deployments) ? body.deployments.length : undefined;
}
