/** The events that are counted besides programs. */
export type SoakEvent =
    | "programs of stack one"
    | "programs of stack two"
    | "targeted runs"
    | "destroys"
    | "given up"
    | "refreshes"
    | "records of another tool"
    | "refreshed as told, half deleted"
    | "refreshed as told, outdated"
    | "pointed back as told"
    | "dropped as told"
    | "ended by a known limit";

/** What a soak has done so far. */
export class Tally {
    stacks = 0;
    programs = 0;
    operations = 0;
    requests = 0;
    /** Runs that failed under faults, which is allowed. */
    failedRuns = 0;
    /** How many requests were affected, by kind of fault. */
    faults = new Map<string, number>();
    /** How many other events happened, by kind. */
    events = new Map<SoakEvent, number>();

    countFaults(hits: ReadonlyMap<string, number>): void {
        for (const [kind, count] of hits) add(this.faults, kind, count);
    }

    count(event: SoakEvent): void {
        add(this.events, event, 1);
    }

    copy(): Tally {
        return Object.assign(new Tally(), this, { faults: new Map(this.faults), events: new Map(this.events) });
    }

    /** The difference from an earlier tally. */
    since(before: Tally): Tally {
        const more = new Tally();
        for (const count of ["stacks", "programs", "operations", "requests", "failedRuns"] as const) {
            more[count] = this[count] - before[count];
        }
        more.faults = difference(this.faults, before.faults);
        more.events = difference(this.events, before.events);
        return more;
    }

    /** `12 programs, 40 operations, 55 requests, 11 faults, 5 runs failed under them` */
    toString(): string {
        return (
            `${this.programs} programs, ${this.operations} operations, ${this.requests} requests, ` +
            `${sum(this.faults)} faults, ${this.failedRuns} runs failed under them`
        );
    }

    /** A line for each count. */
    table(): string {
        const rows: readonly (readonly [string, number])[] = [
            ["stacks", this.stacks],
            ["programs", this.programs],
            ...lines(this.events),
            ["operations", this.operations],
            ["requests", this.requests],
            ["runs failed under faults", this.failedRuns],
            ["faults", sum(this.faults)],
            ...lines(this.faults),
        ];
        return rows.map(([what, count]) => `${what.padEnd(34)}${String(count).padStart(7)}`).join("\n");
    }
}

type Counts<Kind extends string> = Map<Kind, number>;

function add<Kind extends string>(counts: Counts<Kind>, kind: Kind, more: number): void {
    counts.set(kind, (counts.get(kind) ?? 0) + more);
}

const difference = <Kind extends string>(after: Counts<Kind>, before: Counts<Kind>): Counts<Kind> =>
    new Map([...after].map(([kind, count]) => [kind, count - (before.get(kind) ?? 0)]));

const sum = (counts: Counts<string>): number => [...counts.values()].reduce((all, count) => all + count, 0);

const lines = (counts: Counts<string>): (readonly [string, number])[] =>
    [...counts].map(([kind, count]) => [`  ${kind}`, count] as const).sort();
