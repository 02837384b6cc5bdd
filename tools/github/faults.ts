import { type Reply, refuseWithStatus } from "./replies";

/**
 * Something that goes wrong with requests to come.
 *
 * With a `status`, a `body` or a `cut`, the request fails: it changes nothing, unless `applied`. With none of them its
 * ordinary reply comes as always, only later (`delayMs`, `hold`), with more `headers`, or from a GitHub that lacks
 * something (`rejects`).
 */
export interface Fault {
    /** Default: 200 with a `body`; with `applied` that of the ordinary reply; else 500. */
    readonly status?: number;
    /** Added to the headers of the reply, or in their place, e.g. `{"retry-after": "1"}`. Names in lower case. */
    readonly headers?: Readonly<Record<string, string>>;
    /** A string is sent as it is, an object as JSON. Default: an error in GitHub's form that fits the status. */
    readonly body?: string | object;
    /** How long the reply is held back, in milliseconds. The store changes before, not after. Default 0. */
    readonly delayMs?: number;
    /**
     * Called for each request that it hits, once that is carried out where it is to be; the reply is held back until
     * what is returned resolves. So a test sees when a call is under way, and says when it goes on.
     */
    readonly hold?: () => Promise<unknown>;
    /** Ends the connection before the first byte of the reply, or after its headers and half of its body. */
    readonly cut?: "before-reply" | "in-body";
    /** Carries the request out before it fails: what a client sees when the reply is lost. Default false. */
    readonly applied?: boolean;
    /**
     * Repositories that do not exist (`not_found`), or that the token may not write to (`unauthorized`), as far as this
     * request goes. Names compare without case.
     */
    readonly rejects?: Readonly<Partial<Record<"not_found" | "unauthorized", readonly string[]>>>;
    /** Only requests with this method. Default: all. */
    readonly method?: string;
    /** Only requests whose path, percent-encoded as it came, matches. Default: all. */
    readonly path?: RegExp;
    /** How many matching requests go through first. Default 0. */
    readonly after?: number;
    /** How many requests it hits; `Infinity` is all. Default 1. */
    readonly times?: number;
}

/** A request, as a fault is chosen for it. */
export interface FaultyRequest {
    readonly method: string;
    /** Percent-encoded as it came. */
    readonly path: string;
    /** The parsed body; undefined where there was none, or none that is JSON. */
    readonly body: unknown;
}

interface Pending {
    readonly fault: Fault;
    after: number;
    times: number;
}

/** The faults to come. The first that matches takes a request, and those behind it do not see or count that request. */
export class FaultQueue {
    #pending: Pending[] = [];

    add(fault: Fault): void {
        this.#pending.push({ fault, after: fault.after ?? 0, times: fault.times ?? 1 });
    }

    clear(): void {
        this.#pending = [];
    }

    /** The fault that hits this request, if any; it has then been used once. */
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

/** The reply under a fault; `ordinary` carries the request out and is called only where it is to be. */
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
    // search(), unlike test(), does not carry lastIndex of a /g pattern from one request to the next.
    return (
        (fault.method ?? method).toUpperCase() === method && (fault.path === undefined || path.search(fault.path) >= 0)
    );
}
