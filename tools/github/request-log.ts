/** A request and its result. Its `Authorization` is left out on purpose, since a log must not have a token. */
export interface LoggedRequest {
    readonly method: string;
    /** As it was sent, percent-encoded and with its query. */
    readonly path: string;
    /** The status of the reply, or 0 if the connection was cut. */
    readonly status: number;
    /** The parsed body. Undefined if there was none, or if it was not JSON. */
    readonly body: unknown;
    /** Why it or a part of it failed. Undefined if nothing failed, or if the connection was cut. */
    readonly reason?: string;
    /** How many deployments the body has. Undefined if it has no such list. */
    readonly entries?: number;
    /** The requested `X-GitHub-Api-Version`. Undefined if it requested none. */
    readonly apiVersion?: string;
    /** The `x-github-request-id` of the reply. */
    readonly requestId: string;
}

/** What is kept of a request even after the log was taken. It has no body, so it needs little memory. */
export type RecentRequest = Pick<LoggedRequest, "method" | "path" | "status" | "entries" | "reason">;

const REMEMBERED = 50;

/**
 * The requests in the order of their replies. The log keeps every body until it is taken, so a long run should take it from
 * time to time.
 */
export class RequestLog {
    readonly entries: LoggedRequest[] = [];
    /** The last requests, including those that were taken. The page shows them. */
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

    /** Returns the logged requests, and clears the log. */
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
