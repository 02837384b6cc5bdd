import { KNOWN_LATER, type KnownLater } from "../vocabulary";

/** What a binding keeps of a value that it has looked through, such as an output. The core hands it back, and no more. */
export type Trace = unknown;

/**
 * Looks at a value: what it is by now, or `KNOWN_LATER` where a preview does not know it yet. What is looked through on the way is
 * kept. What a value holds is looked at in turn.
 */
export type Look = (value: unknown, keep: (trace: Trace) => void) => Promise<unknown>;

/** Reads single values out of what may come later, at any depth, and keeps what they were read through. */
export class Reading {
    readonly #look: Look;
    readonly #traces: Trace[];

    constructor(look: Look, traces: readonly Trace[] = []) {
        this.#look = look;
        this.#traces = [...traces];
    }

    /** A further reading begins with what was read to get there. */
    further(): Reading {
        return new Reading(this.#look, this.#traces);
    }

    /** What was looked through. */
    get traces(): readonly Trace[] {
        return this.#traces;
    }

    /** The value at a path, `undefined` where there is none. */
    async at(value: unknown, ...path: readonly string[]): Promise<unknown> {
        let found = await this.#seen(value);
        for (const property of path) {
            if (found === KNOWN_LATER || found === undefined || found === null) break;
            found = await this.#seen((found as Record<string, unknown>)[property]);
        }
        return found ?? undefined;
    }

    /** The text at a path, `undefined` where there is none, or an empty one: Kubernetes takes that for none as well. */
    async text(value: unknown, ...path: readonly string[]): Promise<string | KnownLater | undefined> {
        const found = await this.at(value, ...path);
        return found === KNOWN_LATER || (typeof found === "string" && found !== "") ? found : undefined;
    }

    /** True if a value, or one in it, at any depth, comes later. */
    async holdsLater(value: unknown): Promise<boolean> {
        const found = await this.at(value);
        if (!isPlain(found)) return found === KNOWN_LATER;
        const parts = await Promise.all(Object.values(found).map((part) => this.holdsLater(part)));
        return parts.includes(true);
    }

    #seen(value: unknown): Promise<unknown> {
        return this.#look(value, (trace) => this.#traces.push(trace));
    }
}

/** True for a list or a plain object, and not for a resource. */
const isPlain = (value: unknown): value is object =>
    Array.isArray(value) ||
    (typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype);
