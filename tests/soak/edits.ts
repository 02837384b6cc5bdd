import type { Dice } from "./dice";
import type { DeclaredRecord, DeclaredSet, Entry } from "./program";
import {
    DEPLOYMENT_NAMES,
    randomArtifact,
    randomEntry,
    randomRecord,
    randomRisks,
    randomSet,
    randomTags,
    randomTarget,
} from "./random-parts";

/** A program that is being edited, and may not be valid yet. */
export interface Draft {
    readonly orgs: readonly string[];
    readonly sets: DeclaredSet[];
    readonly records: DeclaredRecord[];
}

/** One edit of a program. It does nothing if there is nothing to edit. */
type Edit = (draft: Draft, dice: Dice) => void;

const MOST_SETS = 4;
const MOST_RECORDS = 4;

/** True if a program may declare one more set. */
export const hasRoomForSet = ({ sets }: Draft): boolean => sets.length < MOST_SETS;

/** True if a program may declare one more storage record. */
export const hasRoomForRecord = ({ records }: Draft): boolean => records.length < MOST_RECORDS;

/** A name that none of these resources has. */
export function freshName(dice: Dice, taken: readonly { name: string }[]): string {
    const names = ["one", "two", "three", "four", "five", "six", "seven"];
    return dice.pick(names.filter((name) => !taken.some((other) => other.name === name)));
}

/** An edit of one of some items, if there are any. */
const ofOne =
    <Item>(items: (draft: Draft) => readonly Item[], edit: (item: Item, dice: Dice, draft: Draft) => void): Edit =>
    (draft, dice) => {
        const all = items(draft);
        if (all.length > 0) edit(dice.pick(all), dice, draft);
    };
const ofSet = (edit: (set: DeclaredSet, dice: Dice, draft: Draft) => void): Edit => ofOne(({ sets }) => sets, edit);
const ofRecord = (edit: (record: DeclaredRecord, dice: Dice, draft: Draft) => void): Edit =>
    ofOne(({ records }) => records, edit);
const ofEntry = (edit: (entry: Entry, dice: Dice, draft: Draft) => void): Edit =>
    ofOne(({ sets }) => sets.flatMap(({ deployments }) => Object.values(deployments)), edit);

const addSet: Edit = (draft, dice) => {
    if (hasRoomForSet(draft)) draft.sets.push(randomSet(dice, draft.orgs, freshName(dice, draft.sets)));
};
const addRecord: Edit = (draft, dice) => {
    const { orgs, records } = draft;
    if (hasRoomForRecord(draft)) records.push(randomRecord(dice, orgs, freshName(dice, records)));
};

/** Removes a set, and adds another one with some of its deployments. */
const splitSet = ofSet((set, dice, draft) => {
    if (!hasRoomForSet(draft)) return;
    const moved = dice.some(Object.keys(set.deployments));
    const other: DeclaredSet = { ...structuredClone(set), name: freshName(dice, draft.sets), deployments: {} };
    for (const name of moved) moveEntry(set, other, name);
    draft.sets.push(other);
});

/** Moves a deployment from one set to another. */
export function moveEntry(from: DeclaredSet, to: DeclaredSet, name: string): void {
    const entry = from.deployments[name];
    if (entry === undefined) return;
    delete from.deployments[name];
    to.deployments[name] = entry;
}

/** Swaps the declarations of two resources, which keep their names. */
const swap = <Item extends { args: unknown }>(items: readonly Item[], dice: Dice, ...fields: (keyof Item)[]): void => {
    const [one, other] = dice.shuffled(items);
    if (one === undefined || other === undefined) return;
    for (const field of fields) [one[field], other[field]] = [other[field], one[field]];
};

const otherCase = (text: string): string => (text === text.toLowerCase() ? text.toUpperCase() : text.toLowerCase());

/** The edits. Frequent ones are listed more than once. */
const EDITS: readonly Edit[] = [
    addSet,
    addRecord,
    ofSet((set, dice) => {
        set.deployments[dice.pick(DEPLOYMENT_NAMES)] = randomEntry(dice);
    }),
    ofSet((set, dice) => {
        set.deployments[dice.pick(DEPLOYMENT_NAMES)] = randomEntry(dice);
    }),
    ofSet((set, dice) => {
        for (const name of dice.some(Object.keys(set.deployments), 2)) delete set.deployments[name];
    }),
    ofSet((set, dice, { sets }) => {
        for (const name of dice.some(Object.keys(set.deployments))) moveEntry(set, dice.pick(sets), name);
    }),
    splitSet,
    ofSet((set, dice, { sets }) => {
        set.name = freshName(dice, sets);
    }),
    ofSet((set, dice, { orgs }) => {
        set.args = randomTarget(dice, orgs);
    }),
    // The next edit of this kind is likely to undo it.
    ofSet(({ args }) => {
        if (args.physicalEnvironment === undefined) args.physicalEnvironment = "eu-1";
        else delete args.physicalEnvironment;
    }),
    ofSet(({ deployments }, dice) => {
        for (const name of dice.some(Object.keys(deployments), 2)) {
            const entry = deployments[name] as Entry;
            delete deployments[name];
            deployments[otherCase(name)] = entry;
        }
    }),
    ofSet(({ args }, dice) => {
        const part = dice.pick(["cluster", "logicalEnvironment"] as const);
        args[part] = otherCase(args[part]);
    }),
    ofSet(({ args }) => {
        args.onRejected = args.onRejected === "warn" ? "fail" : "warn";
    }),
    ofSet((set, dice, { records }) => {
        if (set.mapFrom === undefined && records.length > 0) set.mapFrom = dice.pick(records).name;
        else delete set.mapFrom;
    }),
    ofSet((set, _dice, { sets }) => {
        sets.splice(sets.indexOf(set), 1);
    }),
    ({ sets }, dice) => swap(sets, dice, "args"),
    ({ sets }, dice) => swap(sets, dice, "args", "deployments"),
    ofEntry((entry, dice) => {
        delete entry.link;
        Object.assign(entry, randomArtifact(dice));
    }),
    ofEntry((entry, dice) => {
        entry.version = dice.pick(["1", "1.1", "2"]);
    }),
    ofEntry((entry, dice) => {
        entry.tags = randomTags(dice);
    }),
    ofEntry((entry) => {
        delete entry.tags;
        delete entry.runtimeRisks;
    }),
    ofEntry((entry, dice) => {
        entry.runtimeRisks = randomRisks(dice);
    }),
    ofEntry((entry) => {
        entry.status = entry.status === "decommissioned" ? "deployed" : "decommissioned";
    }),
    ofEntry((entry, dice, { records }) => {
        if (records.length > 0) entry.link = { record: dice.pick(records).name, by: dice.pick(["argument", "reply"]) };
    }),
    ofEntry((entry, dice, { records }) => {
        if (records.length > 0) entry.link = { record: dice.pick(records).name, by: dice.pick(["argument", "reply"]) };
    }),
    ofRecord((record, dice, { orgs }) => {
        record.args = randomRecord(dice, orgs, "").args;
    }),
    ofRecord(({ args }, dice) => {
        Object.assign(args, randomArtifact(dice));
    }),
    ofRecord(({ args }, dice) => {
        args.name = args.name.startsWith("app") ? `other-${dice.below(2)}` : "app";
    }),
    ofRecord(({ args }, dice) => {
        args.status = dice.pick(["active", "eol", "deleted"]);
    }),
    ofRecord(({ args }, dice) => {
        args.version = dice.pick(["1", "1.1", "2"]);
        args.removalStatus = dice.pick(["deleted", "eol"]);
    }),
    ofRecord((record, dice, { records }) => {
        record.name = freshName(dice, records);
    }),
    ofRecord((record, _dice, { records }) => {
        records.splice(records.indexOf(record), 1);
    }),
    ({ records }, dice) => swap(records, dice, "args"),
];

/** Edits a program at random. */
export function edit(draft: Draft, dice: Dice): void {
    dice.pick(EDITS)(draft, dice);
}
