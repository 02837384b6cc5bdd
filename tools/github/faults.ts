import { type Reply, refuseWithStatus } from "./replies";

/**
 * A fault for later requests.
 *
 * With a `status`, a `body` or a `cut`, the request fails, and changes nothing unless `applied` is set. Without these, the
 * usual reply is sent, but later (`delayMs`, `hold`), with more `headers`, or from a GitHub that lacks something
 * (`rejects`).
 */
export interface Fault {
    /** Default: 200 with a `body`, with `applied` the status of the usual reply, otherwise 500. */
    readonly status?: number;
    /** Added to the headers of the reply, or replacing them, e.g. `{"retry-after": "1"}`. Names are in lower case. */
    readonly headers?: Readonly<Record<string, string>>;
    /** A string is sent unchanged, and an object as JSON. Default: an error in GitHub's format that fits the status. */
    readonly body?: string | object;
    /** How long the reply is held back, in milliseconds. Records change before that, not after. Default: 0. */
    readonly delayMs?: number;
    /**
     * Called for each affected request, after the request is applied, if it is. The reply is held back until the returned
     * promise resolves. So a test sees when a call is in progress, and decides when it continues.
     */
    readonly hold?: () => Promise<unknown>;
    /** Ends the connection before the first byte of the reply, or after its headers and half of its body. */
    readonly cut?: "before-reply" | "in-body";
    /** Applies the request before it fails, as if the reply was lost. Default: false. */
    readonly applied?: boolean;
    /**
     * Repositories that do not exist (`not_found`), or that the token may not write to (`unauthorized`), for this request.
     * Names are compared without case.
     */
    readonly rejects?: Readonly<Partial<Record<"not_found" | "unauthorized", readonly string[]>>>;
    /** Only requests with this method. Default: all. */
    readonly method?: string;
    /** Only requests with a matching path, which is percent-encoded as it was sent. Default: all. */
    readonly path?: RegExp;
    /** How many matching requests pass first. Default: 0. */
    readonly after?: number;
    /** How many requests it affects. `Infinity` is all. Default: 1. */
    readonly times?: number;
}

/** A request for which a fault is chosen. */
export interface FaultyRequest {
    readonly method: string;
    /** Percent-encoded, as it was sent. */
    readonly path: string;
    /** The parsed body. Undefined if there was none, or if it was not JSON. */
    readonly body: unknown;
}

interface Pending {
    readonly fault: Fault;
    after: number;
    times: number;
}

/** The pending faults. The first matching fault takes a request. Later faults do not see or count that request. */
export class FaultQueue {
    #pending: Pending[] = [];

    add(fault: Fault): void {
        this.#pending.push({ fault, after: fault.after ?? 0, times: fault.times ?? 1 });
    }

    clear(): void {
        this.#pending = [];
    }

    /** The fault for this request, if any. This counts as one use of it. */
    take(method: string, path: string): Fault | undefined {
        for (const pending of this.#pending) {
            if (!matches(pending.fault, method, path)) {
                continue;
            }
            if (pending.after > 0) {
                pending.after -= 1;
                continue;
            }
            pending.times -= 1;
            this.#pending = this.#pending.filter((one) => one.times > 0);
            return pending.fault;
        }
        return undefined;
    }
}

/** The reply under a fault. `ordinary` applies the request. It is called only if the fault allows that. */
export function replyUnder(fault: Fault, ordinary: () => Reply): Reply {
    const fails = fault.status !== undefined || fault.body !== undefined || fault.cut !== undefined;
    const carriedOut = fault.applied === true || !fails ? ordinary() : undefined;
    const base = failed(fault) ?? carriedOut ?? refuseWithStatus(500);
    return { ...base, headers: { ...base.headers, ...fault.headers } };
}

function failed(fault: Fault): Reply | undefined {
    if (fault.body !== undefined) {
        return { status: fault.status ?? 200, body: fault.body };
    }
    return fault.status === undefined ? undefined : refuseWithStatus(fault.status);
}

function matches(fault: Fault, method: string, path: string): boolean {
    // Unlike test(), search() does not keep lastIndex of a /g pattern from one request to the next.
    return (
        (fault.method ?? method).toUpperCase() === method && (fault.path === undefined || path.search(fault.path) >= 0)
    );
}
