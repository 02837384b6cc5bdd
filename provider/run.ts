/**
 * The records that somebody owns in this run, as far as this process has seen: what a program declares, and what was
 * written. Pulumi creates before it deletes, works on resources in parallel, and puts deletes off to a later run when
 * something fails. So a record may have a new owner by the time its old one is told to retire it.
 */
export class Run {
    readonly #written = new Set<string>();
    /** By record, the resource that declares it; undefined for one that is not known by name. */
    readonly #declarers = new Map<string, string | undefined>();
    readonly #retired = new Set<string>();
    /** By record, what its former owner knew of it. */
    readonly #left = new Map<string, unknown>();
    readonly #unwritten = new Set<string>();
    readonly #queues = new Map<string, Promise<unknown>>();

    /** Says that a record is written in this run. */
    claim(key: string): void {
        this.#written.add(key);
    }

    /** Says that a resource declares a record, and returns the one that does so already, if it is another one. */
    declare(key: string, resource: string | undefined): string | undefined {
        const declarer = this.#declarers.get(key);
        if (declarer === undefined) this.#declarers.set(key, resource);
        return resource === undefined || declarer === resource ? undefined : declarer;
    }

    /** Says that a record is about to be retired: nobody has claimed it so far. */
    retire(key: string): void {
        this.#retired.add(key);
    }

    /** True once anything was retired in this run: never in a preview. */
    hasRetired(): boolean {
        return this.#retired.size > 0;
    }

    /** True for a record that was retired in this run: who declares it after all has to write it again. */
    isRetired(key: string): boolean {
        return this.#retired.has(key);
    }

    /** True for a record that has an owner in this run, and so must not be retired. */
    isClaimed(key: string): boolean {
        return this.#written.has(key) || this.#declarers.has(key);
    }

    /** Says that a former owner leaves a record to the one that has claimed it, with what it knew of it. */
    leave(key: string, known: unknown): void {
        this.#left.set(key, known);
    }

    /** Says that its owner could not write a record, and returns what its former owner knew of it, if it has left it. */
    fail(key: string): unknown {
        this.#unwritten.add(key);
        return this.#left.get(key);
    }

    /** True for a record that its owner could not write: who has it in the state must not forget it. */
    hasFailed(key: string): boolean {
        return this.#unwritten.has(key);
    }

    /** Does one piece of work at a time for a key, in the order of the calls, so that old and new owner cannot race. */
    async inTurn<Result>(key: string, work: () => Promise<Result>): Promise<Result> {
        const before = this.#queues.get(key) ?? Promise.resolve();
        const result = before.then(work, work);
        this.#queues.set(key, result);
        return result;
    }
}
