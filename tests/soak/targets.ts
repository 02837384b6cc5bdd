import type { Dice } from "./dice";
import {
    type Declared,
    type DeclaredRecord,
    type DeclaredSet,
    type Program,
    recordsUsedBy,
    resourceOf,
} from "./program";
import { ATTESTED, artifactOf } from "./random-parts";

/** A run of only some resources: `up --target`. */
export interface TargetedRun {
    /** The targeted resources, as {@link resourceOf} names them. */
    readonly targets: ReadonlySet<string>;
    /** What the state holds after the run. Two resources may then have declarations of one record. */
    readonly effective: readonly Declared[];
}

/**
 * Some resources to target, from the program or from the state of the run before it. As Pulumi requires, the resources that
 * they use are in the state or targeted, and no targeted resource leaves before one that used it.
 */
export function randomTargets(program: Program, before: readonly Declared[], dice: Dice): TargetedRun | undefined {
    const all = [...new Set([...before, ...program].map(resourceOf))];
    const targets = new Set(dice.shuffled(all).slice(0, 1 + dice.below(3)));
    for (;;) {
        const more = missing(targets, program, before).filter((resource) => !targets.has(resource));
        if (more.length === 0) break;
        for (const resource of more) targets.add(resource);
    }
    return targets.size === 0 ? undefined : { targets, effective: effectOf(targets, program, before) };
}

/** The resources that must be targeted as well. */
function missing(targets: ReadonlySet<string>, program: Program, before: readonly Declared[]): string[] {
    const declared = new Set(program.map(resourceOf));
    const inState = new Set(before.map(resourceOf));
    const isTargeted = (one: Declared): boolean => targets.has(resourceOf(one));
    const used = program.filter(isTargeted).flatMap(recordsOf);
    const leaving = new Set([...inState].filter((resource) => !declared.has(resource) && targets.has(resource)));
    const users = before.filter((one) => recordsOf(one).some((record) => leaving.has(record))).map(resourceOf);
    const invalid = effectOf(targets, program, before).filter((one) => isTargeted(one) && !isValid(one));
    return [...used.filter((record) => !inState.has(record)), ...users, ...invalid.flatMap(recordsOf)];
}

/** The storage records that a resource takes values from, by their resource names. */
const recordsOf = (declared: Declared): string[] =>
    declared.kind === "record" ? [] : [...recordsUsedBy(declared)].map((name) => resourceOf({ kind: "record", name }));

function effectOf(targets: ReadonlySet<string>, program: Program, before: readonly Declared[]): Declared[] {
    const kept = before.filter((one) => !targets.has(resourceOf(one)));
    const run = program.filter((one) => targets.has(resourceOf(one)));
    const records = new Map(
        [...kept, ...run].flatMap((one) => (one.kind === "record" ? [[one.name, one] as const] : [])),
    );
    return [...kept, ...run.map((one) => (one.kind === "set" ? following(one, records) : one))];
}

/** A set with the current values of the storage records' arguments that it uses. */
function following(set: DeclaredSet, records: ReadonlyMap<string, DeclaredRecord>): DeclaredSet {
    const deployments = structuredClone(set.deployments);
    for (const entry of Object.values(deployments)) {
        const record = entry.link?.by === "argument" ? records.get(entry.link.record) : undefined;
        if (record !== undefined) Object.assign(entry, { name: record.args.name, digest: record.args.digest });
    }
    return { ...set, deployments };
}

/** True if each artifact has one name and one version, and a repository unless it has an attestation. */
function isValid(declared: Declared): boolean {
    if (declared.kind === "record") return true;
    const entries = Object.values(declared.deployments);
    return entries.every((entry) => {
        const first = entries.find((other) => artifactOf(other) === artifactOf(entry));
        const isKnown = entry.digest === ATTESTED || entry.githubRepository !== undefined;
        return isKnown && first?.name === entry.name && first.version === entry.version;
    });
}
