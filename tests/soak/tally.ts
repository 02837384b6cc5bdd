/** What a soak has done so far. */
export class Tally {
    stacks = 0;
    programs = 0;
    operations = 0;
    requests = 0;
    /** Runs that failed under faults, as they may. */
    failedRuns = 0;
    /** Records that the product let go, because GitHub could not find their repository. */
    letGo = 0;
    readonly faults = new Map<string, number>();

    countFaults(hits: ReadonlyMap<string, number>): void {
        for (const [kind, count] of hits) this.faults.set(kind, (this.faults.get(kind) ?? 0) + count);
    }

    /** `12 programs, 40 operations, 55 requests, 11 faults, 5 failed runs` */
    toString(): string {
        const faults = [...this.faults.values()].reduce((sum, count) => sum + count, 0);
        return (
            `${this.programs} programs, ${this.operations} operations, ${this.requests} requests, ${faults} faults, ` +
            `${this.failedRuns} runs failed under them`
        );
    }
}
