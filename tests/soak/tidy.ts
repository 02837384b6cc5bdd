import type { Dice } from "./dice";
import type { Draft } from "./edits";
import { type DeclaredRecord, type DeclaredSet, deploymentKey, type Entry, locationKey } from "./program";
import { ATTESTED, artifactOf } from "./random-parts";

/**
 * Makes a program valid: one resource for each record, one name and one version for an artifact in a set, links that lead to a
 * storage record of the program, and a repository for each artifact without an attestation.
 */
export function tidy(draft: Draft, dice: Dice): void {
    keepOneOfEach(draft.records, locationKey);
    const records = new Map(draft.records.map((record) => [record.name, record]));
    for (const set of draft.sets) {
        if (set.mapFrom !== undefined && !records.has(set.mapFrom)) delete set.mapFrom;
        const entries = Object.values(set.deployments);
        for (const entry of entries) follow(entry, records);
        for (const entry of entries) if (entry.digest !== ATTESTED) entry.githubRepository ??= "api";
        agree(entries);
        for (const entry of entries) unlinkWhereItDiffers(entry, records);
    }
    for (const { args } of draft.records) if (args.digest !== ATTESTED) args.githubRepository ??= "api";
    declareOnce(dice.shuffled(draft.sets));
}

function keepOneOfEach<Item>(items: Item[], keyOf: (item: Item) => string): void {
    const seen = new Set<string>();
    const kept = items.filter((item) => !seen.has(keyOf(item)) && seen.add(keyOf(item)));
    items.splice(0, items.length, ...kept);
}

function follow(entry: Entry, records: ReadonlyMap<string, DeclaredRecord>): void {
    const record = entry.link && records.get(entry.link.record);
    if (record === undefined) delete entry.link;
    else Object.assign(entry, { name: record.args.name, digest: record.args.digest });
}

/** The first entry of an artifact decides. An entry that is linked to a storage record comes before one that is not. */
function agree(entries: readonly Entry[]): void {
    const first = new Map<string, Entry>();
    const linkedFirst = [...entries].sort((a, b) => Number(b.link !== undefined) - Number(a.link !== undefined));
    for (const entry of linkedFirst) {
        const artifact = artifactOf(entry);
        const { name, version } = first.get(artifact) ?? entry;
        first.set(artifact, first.get(artifact) ?? entry);
        entry.name = name;
        if (version === undefined) delete entry.version;
        else entry.version = version;
    }
}

function unlinkWhereItDiffers(entry: Entry, records: ReadonlyMap<string, DeclaredRecord>): void {
    const record = entry.link && records.get(entry.link.record);
    if (record?.args.name !== entry.name || record.args.digest !== entry.digest) delete entry.link;
}

function declareOnce(sets: readonly DeclaredSet[]): void {
    const seen = new Set<string>();
    for (const set of sets) {
        for (const name of Object.keys(set.deployments)) {
            // Names that differ only in case count as one, since GitHub may treat them as one.
            const key = deploymentKey(set, name).toLowerCase();
            if (seen.has(key)) delete set.deployments[name];
            seen.add(key);
        }
    }
}
