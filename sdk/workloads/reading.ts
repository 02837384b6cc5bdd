import { all, containsUnknowns, isUnknown, Output, unknown } from "@pulumi/pulumi";
import { type OutputParts, partsOf } from "../output-parts";

/** What stands where a preview does not know a value yet. */
export const LATER = Symbol("not known before up");
export type Later = typeof LATER;

/**
 * Reads single values out of what may come later, at any depth, and gives on what is made of them with the secrecy and
 * the dependencies of the outputs that were read. What a preview does not know yet is read as `LATER`.
 */
export class Reading {
    readonly #outputs: OutputParts[];

    /** A further reading begins with what was read to get there. */
    constructor(before?: Reading) {
        this.#outputs = before === undefined ? [] : [...before.#outputs];
    }

    /** The value at a path, `undefined` where there is none. */
    async at(value: unknown, ...path: readonly string[]): Promise<unknown> {
        let found = await this.#resolved(value);
        for (const property of path) {
            if (found === LATER || found === undefined || found === null) break;
            found = await this.#resolved((found as Record<string, unknown>)[property]);
        }
        return found ?? undefined;
    }

    /** The text at a path, `undefined` where there is none, or an empty one: Kubernetes takes that for none as well. */
    async text(value: unknown, ...path: readonly string[]): Promise<string | Later | undefined> {
        const found = await this.at(value, ...path);
        return found === LATER || (typeof found === "string" && found !== "") ? found : undefined;
    }

    /** True where a value, or one in it, at any depth, comes later. */
    async holdsLater(value: unknown): Promise<boolean> {
        const found = await this.at(value);
        if (!isPlain(found)) return found === LATER;
        const parts = await Promise.all(Object.values(found).map((part) => this.holdsLater(part)));
        return parts.includes(true);
    }

    /** True where something was read through an output: it may be another value once it is made. */
    get isOfOutputs(): boolean {
        return this.#outputs.length > 0;
    }

    /** What was made of the values that were read; unknown as a whole where it is or holds what comes later. */
    output<Value>(made: Value): Output<Exclude<Value, Later>> {
        const read = this.#outputs.map((output) => output.apply(() => undefined, true));
        return partsOf(all(read)).apply(() => (isLater(made) ? unknown : made), true) as Output<Exclude<Value, Later>>;
    }

    async #resolved(value: unknown): Promise<unknown> {
        if (isUnknown(value)) return LATER;
        if (!Output.isInstance(value)) return value instanceof Promise ? this.#resolved(await value) : value;
        const output = partsOf(value);
        this.#outputs.push(output);
        const [known, isKnown] = await Promise.all([output.promise(true), output.isKnown]);
        return !isKnown && !containsUnknowns(known) ? LATER : this.#resolved(known);
    }
}

/** True for a list or a plain object, and not for a resource. */
const isPlain = (value: unknown): value is object =>
    Array.isArray(value) ||
    (typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype);

const isLater = (made: unknown): boolean =>
    made === LATER || (typeof made === "object" && made !== null && Object.values(made).includes(LATER));
