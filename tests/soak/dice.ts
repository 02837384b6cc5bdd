import { createHash } from "node:crypto";
import { uniformInt } from "pure-rand/distribution/uniformInt";
import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";

/** Repeatable random numbers: the same seed gives the same sequence. */
export class Dice {
    readonly #generator;

    constructor(seed: number) {
        this.#generator = xoroshiro128plus(seed);
    }

    /** Dice for one thing only, so that its numbers do not depend on earlier throws. */
    static for(...what: readonly unknown[]): Dice {
        return new Dice(createHash("sha256").update(JSON.stringify(what)).digest().readInt32BE());
    }

    /** A whole number from 0 to `below` - 1. */
    below(below: number): number {
        return uniformInt(this.#generator, 0, below - 1);
    }

    /** True in `percent` of 100 throws. */
    chance(percent: number): boolean {
        return this.below(100) < percent;
    }

    pick<Item>(items: readonly Item[]): Item {
        if (items.length === 0) throw new Error("there is nothing to pick from");
        return items[this.below(items.length)] as Item;
    }

    shuffled<Item>(items: readonly Item[]): Item[] {
        const rest = [...items];
        return items.map(() => rest.splice(this.below(rest.length), 1)[0] as Item);
    }

    /** Up to `most` different items, in random order. */
    some<Item>(items: readonly Item[], most = items.length): Item[] {
        return this.shuffled(items).slice(0, this.below(Math.min(most, items.length) + 1));
    }
}
