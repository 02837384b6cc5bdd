/** One of the two stacks of a soak. */
export type StackName = "one" | "two";

/** Who may write a record. */
export type Writer = StackName | "another tool";

/** An uninterrupted period of one writer, by GitHub's clock: a run of a stack, or some writes of a tool. */
export interface Period {
    readonly by: Writer;
    /** When it began, in milliseconds since 1970, at a whole second. */
    readonly since: number;
    /** The turn that it is part of. */
    readonly turn: number;
}

/** The time between two periods, in milliseconds. It is longer than a second, since GitHub's times are whole seconds. */
const GAP = 2_000;
/** How far each reading moves the clock, in milliseconds. The writes of one run mostly share a second. */
const STEP = 7;

/** The clock of an embedded GitHub. It finds who wrote a record by the record's time. */
export class Timeline {
    #now = Date.UTC(2026, 0, 1);
    readonly #periods: Period[] = [];

    /** The `now` of an embedded GitHub. */
    readonly now = (): Date => {
        this.#now += STEP;
        return new Date(this.#now);
    };

    /** Starts the period of another writer. */
    begin(by: Writer, turn: number): void {
        this.#now = Math.ceil(this.#now / 1_000) * 1_000 + GAP;
        this.#periods.push({ by, turn, since: this.#now });
    }

    /** The current period. */
    get current(): Period {
        return this.#periodAt(this.#now);
    }

    /** The period in which a record was last written. */
    periodOf({ updated_at }: { readonly updated_at: string }): Period {
        return this.#periodAt(Date.parse(updated_at));
    }

    #periodAt(time: number): Period {
        const period = this.#periods.findLast(({ since }) => since <= time);
        if (period === undefined) throw new Error("Nobody has begun to write.");
        return period;
    }
}
