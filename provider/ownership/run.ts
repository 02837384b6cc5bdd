import { isLater } from "./last-write";

/** What a former owner knows of a record that leaves it. */
interface Known {
    /** When it wrote the record last, if that is known. */
    readonly writtenAt: string | undefined;
    /** GitHub's numbers of the record, as far as they are known. */
    readonly ids?: readonly number[];
    /** What it hands on, should the new owner be unable to write the record. A delete hands nothing on. */
    readonly held?: unknown;
}

/** How far the owner of a record has come in this run. */
type Fate =
    /** It declares the record, and its step is to come, or was skipped. */
    | "open"
    /** It has nothing to write. */
    | "kept"
    /** It has written the record, or sent it without a clear answer. */
    | "written"
    /** It could not write the record. */
    | "failed"
    /** Nobody declares the record any more: it was retired. */
    | "retired";

/** What this process has seen of one record. */
interface Standing {
    readonly declarers: Map<string, string | undefined>;
    fate: Fate;
    /** When the owner that keeps it wrote it. */
    keptAt?: string | undefined;
    /** What its former owner knew of it. */
    left?: Known;
    /** True for what is deleted before its resource is created elsewhere. */
    isReplaced?: true;
}

/** Why a former owner has to stay one. */
export type Hold =
    /** The owner to be could not write it, or its step was skipped. */
    | "not-written"
    /** The owner to be does not know of the last write, and so has found nothing to write. */
    | "outdated";

/** What becomes of a record that leaves a resource: it is retired, or left to its new owner, or held back. */
export type Release = "retire" | "forget" | Hold;

/** When a record leaves: Pulumi deletes last, after it has created and updated everything. */
export type Leaving = "update" | "delete";

/** What was seen of the records at one API: by one provider, or by all those of one engine. */
export class Standings {
    readonly byKey = new Map<string, Standing>();
    /** By a record's number and its key in lower case, the key under which it was kept, written or retired. */
    readonly spellings = new Map<string, string>();
    /** The last piece of work for a key in lower case. */
    readonly queues = new Map<string, Promise<unknown>>();
    hasReleased = false;
}

/**
 * The records that somebody owns in this run, as far as this process has seen. Pulumi creates before it deletes, works on
 * resources in parallel, and puts deletes off to a later run when something fails. So a record may have a new owner by
 * the time its old one is told to retire it. What other processes do, only GitHub tells.
 *
 * | its fate                 | when it leaves a former owner, it is                                   |
 * |--------------------------|------------------------------------------------------------------------|
 * | none: nobody declares it | retired                                                                |
 * | open                     | left to the owner to be; by a delete held, as that one's step was skipped; by a replacement retired |
 * | kept                     | left to its owner; held where that one does not know of the last write |
 * | written, retired         | forgotten                                                              |
 * | failed                   | held                                                                   |
 *
 * GitHub may take two spellings of a name for one record, which then has one number: what would be retired goes by the
 * fate of the other spelling.
 */
export class Run {
    #seen = new Standings();
    /** The organizations of which GitHub has returned a record that a state knows. Another provider's credential may read others. */
    readonly #readable = new Set<string>();

    /** Goes by what others have seen, too. */
    share(seen: Standings): void {
        this.#seen = seen;
    }

    /**
     * Says that a resource declares a record, and returns the one that does so already, if it is another one. `name` is
     * what tells records of one key apart, should GitHub do so; the resource is undefined where it is not known.
     */
    declare(key: string, name: string, resource: string | undefined): string | undefined {
        const { declarers } = this.#standing(key);
        const declarer = declarers.get(name);
        if (declarer === undefined) declarers.set(name, resource);
        return resource === undefined || declarer === resource ? undefined : declarer;
    }

    /** Says that the owner of a record has nothing to write, and when it has written it. */
    keep(key: string, writtenAt: string | undefined, ids: readonly number[] = []): void {
        const standing = this.#standing(key);
        this.#spell(key, ids);
        standing.fate = "kept";
        standing.keptAt = writtenAt;
    }

    /** Says that a record was written, or sent without a clear answer. */
    wrote(key: string, ids: readonly number[] = []): void {
        this.#spell(key, ids);
        this.#standing(key).fate = "written";
    }

    /** Says that its owner could not write a record, and returns what its former owner has handed on, if it has left it. */
    fail(key: string): unknown {
        const standing = this.#standing(key);
        standing.fate = "failed";
        return standing.left?.held;
    }

    /** Says that a record is deleted before its resource is created elsewhere: so its new owner cannot have written it. */
    replace(key: string): void {
        this.#standing(key).isReplaced = true;
    }

    /** Says that the owner of a record is made anew. It will write what it had nothing to write of, and it may be deleted before. */
    recreate(key: string): void {
        this.replace(key);
        const standing = this.#standing(key);
        if (standing.fate === "kept") standing.fate = "open";
    }

    /**
     * Says that a record leaves a resource, and returns what becomes of it. What is to be retired is asked for again
     * right before: by then, somebody may have declared it.
     */
    release(key: string, known: Known, leaving: Leaving): Release {
        this.#seen.hasReleased = true;
        const standing = this.#standing(key);
        const release = releaseOf(standing, known, leaving);
        if (release === "forget" && standing.fate === "open") standing.left = known;
        const twin = release === "retire" ? this.#twin(key, known.ids) : undefined;
        return twin === undefined ? release : releaseOf(twin, known, leaving);
    }

    /** Says that a record is about to be retired. */
    retire(key: string, ids: readonly number[] = []): void {
        this.#spell(key, ids);
        this.#standing(key).fate = "retired";
    }

    /** True once any record has left a resource in this run: never in a preview. */
    hasReleased(): boolean {
        return this.#seen.hasReleased;
    }

    /** True for a record that was retired in this run, or written later than its owner knows: it has to be written again. */
    isOutdated(key: string, writtenAt: string | undefined, ids: readonly number[] = []): boolean {
        const standing = this.#seen.byKey.get(key);
        const isRetired = [standing, this.#twin(key, ids)].some((one) => one?.fate === "retired");
        return isRetired || isLater(writtenAt, standing?.left?.writtenAt);
    }

    /** Says that GitHub has returned a record of an organization that a state knows. */
    read(org: string): void {
        this.#readable.add(org.toLowerCase());
    }

    /** True where the credential is known to read records of an organization: then what is not returned is not there. */
    mayRead(org: string): boolean {
        return this.#readable.has(org.toLowerCase());
    }

    /** Does one piece of work at a time for a key in any case, in the order of the calls, so that old and new owner cannot race. */
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
