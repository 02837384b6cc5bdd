/** One of the two stacks of a soak. */
export type StackName = "one" | "two";

/** Who may write a record. */
export type Writer = StackName | "another tool";

/** What somebody did on end, as far as GitHub's clock tells: a run of a stack, or some writes of a tool. */
export interface Period {
    readonly by: Writer;
    /** When it began, in milliseconds since 1970: a whole second. */
    readonly since: number;
    /** The turn that it is a part of. */
    readonly turn: number;
}

/** Between two periods, in milliseconds: more than the second that GitHub's whole seconds may hide. */
const GAP = 2_000;
/** How far each reading of the clock moves it, in milliseconds: what one run writes mostly shares a second. */
const STEP = 7;

/** The clock of an embedded GitHub, which tells from the time of a record who has written it. */
export class Timeline {
    #now = Date.UTC(2026, 0, 1);
    readonly #periods: Period[] = [];

    /** For the `now` of an embedded GitHub. */
    readonly now = (): Date => {
        this.#now += STEP;
        return new Date(this.#now);
    };

    /** Somebody else begins to write. */
    begin(by: Writer, turn: number): void {
        this.#now = Math.ceil(this.#now / 1_000) * 1_000 + GAP;
        this.#periods.push({ by, turn, since: this.#now });
    }

    /** The period that goes on. */
    get current(): Period {
        return this.#periodAt(this.#now);
    }

    /** The period in which a record was written last. */
    periodOf({ updated_at }: { readonly updated_at: string }): Period {
        return this.#periodAt(Date.parse(updated_at));
    }

    #periodAt(time: number): Period {
        const period = this.#periods.findLast(({ since }) => since <= time);
        if (period === undefined) throw new Error("Nobody has begun to write.");
        return period;
    }
}
