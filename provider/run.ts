/**
 * What this process has written, from the first call of a run to its last. Pulumi creates before it deletes and works
 * on resources in parallel, so a record that got a new owner in this run must not be retired by its old one.
 */
export class Run {
    readonly #written = new Set<string>();
    readonly #queues = new Map<string, Promise<unknown>>();

    /** Remembers that this run means to write a record that is in use. */
    markWritten(recordKey: string): void {
        this.#written.add(recordKey);
    }

    /** True for a record that this run has written, and so must not retire. */
    hasWritten(recordKey: string): boolean {
        return this.#written.has(recordKey);
    }

    /** Does one piece of work at a time for a key, in the order of the calls, so that old and new owner cannot race. */
    async inTurn<Result>(key: string, work: () => Promise<Result>): Promise<Result> {
        const before = this.#queues.get(key) ?? Promise.resolve();
        const result = before.then(work, work);
        this.#queues.set(key, result);
        return result;
    }
}
