import { isDeepStrictEqual } from "node:util";
import type { Declaration, Expected } from "./declarations";

/** What one stack may have in its state for one record. */
export interface Holding {
    /** By resource, what it may have written already, and so does not have to write again. */
    readonly settled: Map<string, Expected[]>;
    /** What the state may say about it. */
    known: Declaration[];
    /** Two resources have it in the state, and each knows only what it wrote itself. */
    isShared: boolean;
    /** A write got no clear answer. Until the stack converges, it treats the record as its own, whoever writes it. */
    isUnclear: boolean;
}

/** The records that one stack may have in its state. */
export class Holdings {
    readonly #holdings = new Map<string, Holding>();
    /** By record, the status that it may have once the stack has retired it. */
    readonly #retired = new Map<string, Set<string>>();

    /** By record, the last spelling of each resource that ever had it. */
    readonly #spellings = new Map<string, Map<string, string>>();
    /** Resources that may be partly deleted, since a program that was given up no longer declared them, or declared them elsewhere. */
    readonly halfDeleted = new Set<string>();

    /** All that the state may say about any record. */
    known(): Declaration[] {
        return [...this.#holdings.values()].flatMap(({ known }) => known);
    }

    keys(): string[] {
        return [...this.#holdings.keys()];
    }

    get(key: string): Holding | undefined {
        return this.#holdings.get(key);
    }

    /** True if a resource may have written this already. */
    mayBeSettled(key: string, { resource, expected }: Declaration): boolean {
        const settled = this.#holdings.get(key)?.settled.get(resource) ?? [];
        return settled.some((one) => isDeepStrictEqual(one, expected));
    }

    /** True if two resources may have it in the state. */
    isShared(key: string): boolean {
        const holding = this.#holdings.get(key);
        return holding !== undefined && (holding.isShared || holding.settled.size > 1);
    }

    /** The records that resources of the stack spelled in different ways. */
    spelledTwice(): string[] {
        return [...this.#spellings].filter(([, spellings]) => new Set(spellings.values()).size > 1).map(([key]) => key);
    }

    mayBeRetiredAs(key: string, status: string): boolean {
        return this.#retired.get(key)?.has(status) === true;
    }

    retiredStatuses(key: string): string[] {
        return [...(this.#retired.get(key) ?? [])];
    }

    /** Notes that the stack is about to write this. */
    begin(key: string, declaration: Declaration): void {
        const { resource, retired } = declaration;
        this.#of(key);
        this.#spellings.set(key, (this.#spellings.get(key) ?? new Map()).set(resource, declaration.key));
        this.#retired.set(key, (this.#retired.get(key) ?? new Set()).add(retired));
    }

    /** Notes that the stack may have written this, or may have kept what it had. */
    mayHold(key: string, declaration: Declaration): void {
        const { resource, expected } = declaration;
        const { settled, known } = this.#of(key);
        known.push(declaration);
        settled.set(resource, [...(settled.get(resource) ?? []), expected]);
    }

    /** Notes that the stack holds what these resources declare. For active resources, that replaces what they had settled before. */
    settle(key: string, declarations: readonly Declaration[], isActive: (resource: string) => boolean): void {
        const holding = this.#of(key);
        const settled = new Map(holding.settled);
        holding.settled.clear();
        for (const { resource, expected } of declarations) {
            holding.settled.set(resource, isActive(resource) ? [expected] : (settled.get(resource) ?? []));
        }
        holding.known = [...declarations];
        holding.isUnclear = false;
        if (declarations.length > 1) holding.isShared = true;
        const statuses = declarations.map(({ retired }) => retired);
        this.#retired.set(key, new Set(holding.isShared ? [...this.retiredStatuses(key), ...statuses] : statuses));
    }

    /** Notes that a refresh has shown somebody else's write, so the resources that declare it must write it again. */
    unsettle(key: string): void {
        const holding = this.#holdings.get(key);
        for (const resource of holding?.settled.keys() ?? []) holding?.settled.set(resource, []);
    }

    forget(key: string): void {
        this.#holdings.delete(key);
    }

    #of(key: string): Holding {
        const known = this.#holdings.get(key);
        if (known !== undefined) return known;
        const holding: Holding = { settled: new Map(), known: [], isShared: false, isUnclear: false };
        this.#holdings.set(key, holding);
        return holding;
    }
}
