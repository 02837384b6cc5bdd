import { isLater } from "./last-write";

/** What a former owner knows about a record that leaves it. */
interface Known {
    /** When it last wrote the record, if that is known. */
    readonly writtenAt: string | undefined;
    /** GitHub's ids of the record, as far as they are known. */
    readonly ids?: readonly number[];
    /** What it passes on if the new owner fails to write the record. A delete passes nothing on. */
    readonly held?: unknown;
}

/** The progress of a record's owner in this run. */
type Fate =
    /** It declares the record, and its step has not run yet or was skipped. */
    | "open"
    /** It has nothing to write. */
    | "kept"
    /** It wrote the record, or sent it without a clear answer. */
    | "written"
    /** It failed to write the record. */
    | "failed"
    /** It was retired, because nobody declares it. */
    | "retired";

/** What this process knows about one record. */
interface Standing {
    readonly declarers: Map<string, string | undefined>;
    fate: Fate;
    /** When its owner wrote it, if the owner has nothing to write now. */
    keptAt?: string | undefined;
    /** What its former owner knew about it. */
    left?: Known;
    /** True if it is deleted before its resource is created elsewhere. */
    isReplaced?: true;
}

/** Why a former owner has to keep a record. */
export type Hold =
    /** The new owner failed to write it, or its step was skipped. */
    | "not-written"
    /** The new owner does not know the last write, so it found nothing to write. */
    | "outdated";

/** What happens to a record that leaves a resource: it is retired, left to its new owner, or stays in the state. */
export type Release = "retire" | "forget" | Hold;

/** When a record leaves. Pulumi deletes last, after it has created and updated everything. */
export type Leaving = "update" | "delete";

/** What is known about the records at one API: from one provider, or from all providers of one engine. */
export class Standings {
    readonly byKey = new Map<string, Standing>();
    /** The key under which a record was kept, written or retired, by its id and its key in lower case. */
    readonly spellings = new Map<string, string>();
    /** The last task for a key in lower case. */
    readonly queues = new Map<string, Promise<unknown>>();
    hasReleased = false;
}

/**
 * The records that somebody owns in this run, as far as this process knows. Pulumi creates before it deletes, works on
 * resources in parallel, and postpones deletes to a later run if something fails. So a record may have a new owner by
 * the time its old one is told to retire it. Only GitHub knows what other processes do.
 *
 * | its fate                 | when it leaves a former owner, it is                                                                    |
 * |--------------------------|---------------------------------------------------------------------------------------------------------|
 * | none: nobody declares it | retired                                                                                                 |
 * | open                     | left to the new owner; in a delete stays in the state (that step was skipped); retired in a replacement |
 * | kept                     | left to its owner; stays in the state if that one does not know the last write                          |
 * | written, retired         | forgotten                                                                                               |
 * | failed                   | stays in the state                                                                                      |
 *
 * GitHub may treat two spellings of a name as one record, which then has one id: a record that would be retired follows the
 * fate of the other spelling.
 */
export class Run {
    #seen = new Standings();
    /** The organizations for which GitHub has returned a record that a state knows. Another provider's credential may read other ones. */
    readonly #readable = new Set<string>();

    /** Also uses what other providers know. */
    share(seen: Standings): void {
        this.#seen = seen;
    }

    /**
     * Declares a record for a resource, and returns another resource that already declares it, if there is one. `name` distinguishes
     * records with one key, in case GitHub does so. The resource is undefined if it is not known.
     */
    declare(key: string, name: string, resource: string | undefined): string | undefined {
        const { declarers } = this.#standing(key);
        const declarer = declarers.get(name);
        if (declarer === undefined) declarers.set(name, resource);
        return resource === undefined || declarer === resource ? undefined : declarer;
    }

    /** Notes that the owner of a record has nothing to write, and when it wrote the record. */
    keep(key: string, writtenAt: string | undefined, ids: readonly number[] = []): void {
        const standing = this.#standing(key);
        this.#spell(key, ids);
        standing.fate = "kept";
        standing.keptAt = writtenAt;
    }

    /** Notes that a record was written, or sent without a clear answer. */
    wrote(key: string, ids: readonly number[] = []): void {
        this.#spell(key, ids);
        this.#standing(key).fate = "written";
    }

    /** Notes that its owner failed to write a record, and returns what its former owner passed on, if it left the record. */
    fail(key: string): unknown {
        const standing = this.#standing(key);
        standing.fate = "failed";
        return standing.left?.held;
    }

    /** Notes that a record is deleted before its resource is created elsewhere, so its new owner cannot have written it yet. */
    replace(key: string): void {
        this.#standing(key).isReplaced = true;
    }

    /** Notes that the owner of a record is created again. It then writes what it had no reason to write, and may be deleted before that. */
    recreate(key: string): void {
        this.replace(key);
        const standing = this.#standing(key);
        if (standing.fate === "kept") standing.fate = "open";
    }

    /**
     * Notes that a record leaves a resource, and returns what happens to it. Call it again right before the record is retired: somebody may
     * have declared the record in the meantime.
     */
    release(key: string, known: Known, leaving: Leaving): Release {
        this.#seen.hasReleased = true;
        const standing = this.#standing(key);
        const release = releaseOf(standing, known, leaving);
        if (release === "forget" && standing.fate === "open") standing.left = known;
        const twin = release === "retire" ? this.#twin(key, known.ids) : undefined;
        return twin === undefined ? release : releaseOf(twin, known, leaving);
    }

    /** Notes that a record is about to be retired. */
    retire(key: string, ids: readonly number[] = []): void {
        this.#spell(key, ids);
        this.#standing(key).fate = "retired";
    }

    /** True once any record has left a resource in this run, which never happens in a preview. */
    hasReleased(): boolean {
        return this.#seen.hasReleased;
    }

    /** True if a record was retired in this run, or written later than its owner knows, so it has to be written again. */
    isOutdated(key: string, writtenAt: string | undefined, ids: readonly number[] = []): boolean {
        const standing = this.#seen.byKey.get(key);
        const isRetired = [standing, this.#twin(key, ids)].some((one) => one?.fate === "retired");
        return isRetired || isLater(writtenAt, standing?.left?.writtenAt);
    }

    /** Notes that GitHub has returned a record of an organization that a state knows. */
    read(org: string): void {
        this.#readable.add(org.toLowerCase());
    }

    /** True if the credential is known to read records of an organization, so a record that is not returned does not exist there. */
    mayRead(org: string): boolean {
        return this.#readable.has(org.toLowerCase());
    }

    /** Runs one task at a time for a key, ignoring case, in the order of the calls, so that old and new owner cannot race. */
    async inTurn<Result>(key: string, work: () => Promise<Result>): Promise<Result> {
        const queue = key.toLowerCase();
        const before = this.#seen.queues.get(queue) ?? Promise.resolve();
        const result = before.then(work, work);
        this.#seen.queues.set(queue, result);
        return result;
    }

    #spell(key: string, ids: readonly number[]): void {
        for (const id of ids) this.#seen.spellings.set(spelling(key, id), key);
    }

    /** The standing of the same record under another spelling of its key. */
    #twin(key: string, ids: readonly number[] = []): Standing | undefined {
        const others = ids
            .map((id) => this.#seen.spellings.get(spelling(key, id)) ?? key)
            .filter((other) => other !== key);
        return others[0] === undefined ? undefined : this.#standing(others[0]);
    }

    #standing(key: string): Standing {
        const known = this.#seen.byKey.get(key);
        if (known !== undefined) return known;
        const standing: Standing = { declarers: new Map(), fate: "open" };
        this.#seen.byKey.set(key, standing);
        return standing;
    }
}

const spelling = (key: string, id: number): string => `${id} ${key.toLowerCase()}`;

function releaseOf({ declarers, fate, keptAt, isReplaced }: Standing, { writtenAt }: Known, leaving: Leaving): Release {
    switch (fate) {
        case "open":
            if (declarers.size === 0 || isReplaced) return "retire";
            return leaving === "delete" ? "not-written" : "forget";
        case "kept":
            return isLater(keptAt, writtenAt) ? "outdated" : "forget";
        case "failed":
            return "not-written";
        default:
            return "forget";
    }
}
