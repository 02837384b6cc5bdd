/** What a soak has done so far. */
export class Tally {
    stacks = 0;
    programs = 0;
    operations = 0;
    requests = 0;
    /** Runs that failed under faults, as they may. */
    failedRuns = 0;
    /** How many requests were hit, by kind of fault. */
    faults = new Map<string, number>();

    countFaults(hits: ReadonlyMap<string, number>): void {
        for (const [kind, count] of hits) this.faults.set(kind, (this.faults.get(kind) ?? 0) + count);
    }

    copy(): Tally {
        return Object.assign(new Tally(), this, { faults: new Map(this.faults) });
    }

    /** What came on top of an earlier one. */
    since(before: Tally): Tally {
        const more = new Tally();
        for (const count of ["stacks", "programs", "operations", "requests", "failedRuns"] as const) {
            more[count] = this[count] - before[count];
        }
        more.faults = new Map([...this.faults].map(([kind, count]) => [kind, count - (before.faults.get(kind) ?? 0)]));
        return more;
    }

    /** `12 programs, 40 operations, 55 requests, 11 faults, 5 runs failed under them` */
    toString(): string {
        return (
            `${this.programs} programs, ${this.operations} operations, ${this.requests} requests, ` +
            `${this.#allFaults()} faults, ${this.failedRuns} runs failed under them`
        );
    }

    /** A line for each count. */
    table(): string {
        const rows: readonly (readonly [string, number])[] = [
            ["stacks", this.stacks],
            ["programs", this.programs],
            ["operations", this.operations],
            ["requests", this.requests],
            ["runs failed under faults", this.failedRuns],
            ["faults", this.#allFaults()],
            ...[...this.faults].map(([kind, count]) => [`  ${kind}`, count] as const).sort(),
        ];
        return rows.map(([what, count]) => `${what.padEnd(34)}${String(count).padStart(7)}`).join("\n");
    }

    #allFaults(): number {
        return [...this.faults.values()].reduce((sum, count) => sum + count, 0);
    }
}
