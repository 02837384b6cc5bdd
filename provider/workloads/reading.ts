import { KNOWN_LATER, type KnownLater } from "../vocabulary/unknown";

/** What a binding keeps of a value that it has looked through, such as an output. The shared code only passes it back. */
export type Trace = unknown;

/**
 * Looks at a value. Returns its current value, or `KNOWN_LATER` if a preview does not know it yet. It keeps each value that it
 * looks through on the way, such as an output. The parts of a value are looked at separately.
 */
export type Look = (value: unknown, keep: (trace: Trace) => void) => Promise<unknown>;

/** Reads parts of values that may not be known yet, at any depth, and keeps what they were read through. */
export class Reading {
    readonly #look: Look;
    readonly #traces: Trace[];

    constructor(look: Look, traces: readonly Trace[] = []) {
        this.#look = look;
        this.#traces = [...traces];
    }

    /** Starts another reading, which begins with the traces of this one. */
    further(): Reading {
        return new Reading(this.#look, this.#traces);
    }

    /** What the values were read through. */
    get traces(): readonly Trace[] {
        return this.#traces;
    }

    /** The value at a path. `undefined` if there is none. */
    async at(value: unknown, ...path: readonly string[]): Promise<unknown> {
        let found = await this.#seen(value);
        for (const property of path) {
            if (found === KNOWN_LATER || found === undefined || found === null) break;
            found = await this.#seen((found as Record<string, unknown>)[property]);
        }
        return found ?? undefined;
    }

    /** The text at a path. `undefined` if there is none, or if it is empty: to Kubernetes, that is the same. */
    async text(value: unknown, ...path: readonly string[]): Promise<string | KnownLater | undefined> {
        const found = await this.at(value, ...path);
        return found === KNOWN_LATER || (typeof found === "string" && found !== "") ? found : undefined;
    }

    /** True if a value, or a part of it at any depth, is not known yet. */
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
