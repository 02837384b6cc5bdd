import type { Dice } from "./dice";
import { type Draft, freshName, hasRoomForRecord, hasRoomForSet, moveEntry } from "./edits";
import { type DeclaredSet, deploymentKey } from "./program";
import { randomArtifact, randomTags } from "./random-parts";

/** An edit that relates two stacks to each other. It does nothing if there is nothing to edit. */
type Exchange = (from: Draft, to: Draft, dice: Dice) => void;

/** A set of the other stack with the same target. It is added if there is none. */
function counterpart(set: DeclaredSet, to: Draft, dice: Dice): DeclaredSet | undefined {
    const there = to.sets.find((other) => deploymentKey(other, "") === deploymentKey(set, ""));
    if (there !== undefined || !hasRoomForSet(to)) return there;
    const made: DeclaredSet = { ...structuredClone(set), name: freshName(dice, to.sets), deployments: {} };
    delete made.mapFrom;
    to.sets.push(made);
    return made;
}

/** Moves some deployments to the other stack, or declares them there as well, with the same or other values. */
const shareEntries =
    (isMove: boolean): Exchange =>
    (from, to, dice) => {
        const filled = from.sets.filter(({ deployments }) => Object.keys(deployments).length > 0);
        if (filled.length === 0) return;
        const set = dice.pick(filled);
        const other = counterpart(set, to, dice);
        if (other === undefined) return;
        const names = Object.keys(set.deployments);
        for (const name of [dice.pick(names), ...dice.some(names, 2)]) {
            moveEntry(isMove ? set : structuredClone(set), other, name);
            const entry = other.deployments[name];
            // Its link leads to a storage record of its old stack. Here its values stand by themselves.
            delete entry?.link;
            if (entry === undefined || dice.chance(60)) continue;
            if (dice.chance(50)) Object.assign(entry, randomArtifact(dice));
            else entry.tags = randomTags(dice);
        }
    };

const shareRecord =
    (isMove: boolean): Exchange =>
    (from, to, dice) => {
        if (from.records.length === 0 || !hasRoomForRecord(to)) return;
        const record = dice.pick(from.records);
        if (isMove) from.records.splice(from.records.indexOf(record), 1);
        const { args } = structuredClone(record);
        if (dice.chance(30)) args.version = dice.pick(["1", "1.1", "2"]);
        if (dice.chance(20)) args.status = dice.pick(["active", "eol", "deleted"]);
        to.records.push({ kind: "record", name: freshName(dice, to.records), args });
    };

const moveSet: Exchange = (from, to, dice) => {
    if (from.sets.length === 0 || !hasRoomForSet(to)) return;
    const [set] = from.sets.splice(dice.below(from.sets.length), 1) as [DeclaredSet];
    for (const entry of Object.values(set.deployments)) delete entry.link;
    delete set.mapFrom;
    to.sets.push({ ...set, name: freshName(dice, to.sets) });
};

const EXCHANGES: readonly Exchange[] = [
    shareEntries(true),
    shareEntries(true),
    shareEntries(false),
    shareEntries(false),
    shareRecord(true),
    shareRecord(false),
    moveSet,
];

/** Moves or copies something from one stack to the other. */
export function exchange(from: Draft, to: Draft, dice: Dice): void {
    dice.pick(EXCHANGES)(from, to, dice);
}
