import { Dice } from "./dice";
import { type Draft, edit } from "./edits";
import { type Declared, type Program, recordsUsedBy } from "./program";
import { randomOrganizations, randomRecord, randomSet } from "./random-parts";
import { tidy } from "./tidy";

/** The valid programs that one stack runs, one after the other, without an end: each is an edit of the one before. */
export function* programsOf(seed: number): Generator<Program, never> {
    const dice = Dice.for("programs", seed);
    let draft = firstDraft(dice);
    for (;;) {
        tidy(draft, dice);
        yield inOrder(structuredClone(draft), dice);
        draft = structuredClone(draft);
        for (let edits = 1 + dice.below(5); edits > 0; edits -= 1) edit(draft, dice);
    }
}

function firstDraft(dice: Dice): Draft {
    const orgs = randomOrganizations(dice);
    const names = (most: number) => ["one", "two", "three", "four"].slice(0, dice.below(most + 1));
    return {
        orgs,
        sets: names(3).map((name) => randomSet(dice, orgs, name)),
        records: names(3).map((name) => randomRecord(dice, orgs, name)),
    };
}

/** Any order in which no resource uses one that comes later. */
function inOrder({ sets, records }: Draft, dice: Dice): Program {
    const used = new Set(sets.flatMap((set) => [...recordsUsedBy(set)]));
    const first = records.filter(({ name }) => used.has(name));
    const rest = records.filter(({ name }) => !used.has(name));
    const independent = sets.filter((set) => recordsUsedBy(set).size === 0);
    const dependent = sets.filter((set) => recordsUsedBy(set).size > 0);
    const early: Declared[] = dice.shuffled([...first, ...dice.some(independent)]);
    const late = [...rest, ...independent, ...dependent].filter((declared) => !early.includes(declared));
    return [...early, ...dice.shuffled(late)];
}
