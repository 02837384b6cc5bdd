import { Dice } from "./dice";
import { type Draft, edit } from "./edits";
import { exchange } from "./exchanges";
import { randomWrites, type Write } from "./other-writer";
import { type Declared, type Program, recordsUsedBy } from "./program";
import { randomOrganizations, randomRecord, randomSet } from "./random-parts";
import { randomTargets } from "./targets";
import { tidy } from "./tidy";
import type { StackName } from "./timeline";

/** Whether requests fail during a refresh. */
export type Refresh = "under faults" | "without faults";

const REFRESHES: readonly (readonly Refresh[])[] = [
    ["without faults"],
    ["under faults"],
    ["under faults", "without faults"],
];

/** What happens next: somebody else may write, and then one of the stacks runs. */
export interface Turn {
    /** Counted from 1. */
    readonly number: number;
    /** What another tool writes before the run. */
    readonly writes: readonly Write[];
    readonly stack: StackName;
    readonly action: "up" | "destroy";
    /** How the stack is refreshed before the run: under faults, without faults, or one after the other. */
    readonly refreshes: readonly Refresh[];
    /** What the program declares. Empty if the stack is destroyed. */
    readonly program: Program;
    /** The resources that the run is restricted to, if any. */
    readonly targets?: ReadonlySet<string>;
    /** What the stack's state holds once the run has converged. */
    readonly effective: readonly Declared[];
    /** The stack gives this program up after its run under faults. */
    readonly isGivenUp: boolean;
    /** True for a resource that the run handles. */
    readonly isActive: (resource: string) => boolean;
}

/** A stack whose programs are generated. */
interface Work {
    draft: Draft;
    /** The programs that it ran before. */
    readonly drafts: Draft[];
    /** Its last run was restricted to some resources. */
    isTargeted?: boolean;
    /** What its state holds. Undefined if its last run was given up. */
    inState: readonly Declared[] | undefined;
}

/**
 * The endless turns of two stacks that write to one GitHub, one after the other. Each program is valid, and is an edit of the
 * one before. `givenUp` is how many of 100 turns are given up.
 */
export function* turnsOf(seed: number, givenUp: number): Generator<Turn, never> {
    const dice = Dice.for("turns", seed);
    const orgs = randomOrganizations(dice);
    const stacks: Record<StackName, Work> = {
        one: { draft: firstDraft(orgs, dice), drafts: [], inState: [] },
        two: { draft: firstDraft(orgs, dice), drafts: [], inState: [] },
    };
    exchange(stacks.one.draft, stacks.two.draft, dice);
    for (let number = 1; ; number += 1) {
        const stack: StackName = dice.chance(60) ? "one" : "two";
        const [own, other] = stack === "one" ? [stacks.one, stacks.two] : [stacks.two, stacks.one];
        const writes = dice.chance(30) ? randomWrites(dice.pick([own, other]).draft, dice) : [];
        const run = stack === "two" && dice.chance(15) ? destroyed(own, orgs, dice) : next(own, other, dice);
        const isGivenUp = dice.chance(givenUp);
        const refreshes = dice.chance(20) ? dice.pick(REFRESHES) : [];
        own.inState = isGivenUp ? undefined : run.effective;
        yield { number, writes, stack, refreshes, isGivenUp, ...run };
    }
}

type Run = Pick<Turn, "action" | "program" | "targets" | "effective" | "isActive">;

/** The next run of a stack. */
function next(own: Work, other: Work, dice: Dice): Run {
    // Sometimes a program goes back to an earlier one. After a targeted run, that is more likely to leave something behind.
    const isBack = own.drafts.length > 1 && dice.chance(own.isTargeted ? 35 : 10);
    own.draft = structuredClone(isBack ? dice.pick(own.drafts.slice(-3)) : own.draft);
    other.draft = structuredClone(other.draft);
    for (let edits = dice.below(5); edits > 0; edits -= 1) edit(own.draft, dice);
    const [from, to] = dice.chance(50) ? [own, other] : [other, own];
    if (dice.chance(40)) exchange(from.draft, to.draft, dice);
    tidy(own.draft, dice);
    own.drafts.push(own.draft);
    const program = inOrder(structuredClone(own.draft), dice);
    const targeted = own.inState && dice.chance(25) ? randomTargets(program, own.inState, dice) : undefined;
    own.isTargeted = targeted !== undefined;
    if (targeted === undefined) return { action: "up", program, effective: program, isActive: () => true };
    return { action: "up", program, ...targeted, isActive: (resource) => targeted.targets.has(resource) };
}

/** After a destroy, a stack may start with a new program or with its old one. */
function destroyed(own: Work, orgs: readonly string[], dice: Dice): Run {
    if (dice.chance(50)) own.draft = firstDraft(orgs, dice);
    return { action: "destroy", program: [], effective: [], isActive: () => true };
}

function firstDraft(orgs: readonly string[], dice: Dice): Draft {
    const names = (most: number) => ["one", "two", "three", "four"].slice(0, dice.below(most + 1));
    return {
        orgs,
        sets: names(3).map((name) => randomSet(dice, orgs, name)),
        records: names(3).map((name) => randomRecord(dice, orgs, name)),
    };
}

/** A random order in which no resource uses a later one. */
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
