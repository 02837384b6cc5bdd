import { byId } from "./cursor-page";

interface Held {
    readonly id: number;
    readonly org: string;
    readonly digest: string;
    readonly updated_at: string;
}

/** Called when a record is written or removed, with the record before and after that, and the time. */
export type OnChange<Stored> = (before: Stored | undefined, after: Stored | undefined, at: string) => void;

/**
 * Records of one kind. They are found in constant time by identity and by digest, since soak tests write a thousand entries
 * per call, thousands of times. Records are replaced and never changed, so a caller's record stays the same.
 */
export class RecordStore<Identity, Stored extends Identity & Held> {
    readonly #byIdentity = new Map<string, Stored>();
    readonly #byDigest = new Map<string, Map<string, Stored>>();
    readonly #identityOf: (identity: Identity) => readonly (string | null)[];
    #onChange: OnChange<Stored> = () => undefined;
    #lastId: number;

    /**
     * @param identityOf the values that identify a record, in the order in which {@link all} sorts
     * @param idsFrom ids are counted from here. Each kind has its own range, so that mixed-up ids are noticed
     * @param held the records at the start. Their ids are not used again
     * @param onChange called for each record that is written or removed later
     */
    constructor(
        identityOf: (identity: Identity) => readonly (string | null)[],
        idsFrom: number,
        held: readonly Stored[] = [],
        onChange: OnChange<Stored> = () => undefined,
    ) {
        this.#identityOf = identityOf;
        this.#lastId = held.reduce((last, { id }) => Math.max(last, id), idsFrom);
        for (const record of held) {
            this.put(record);
        }
        this.#onChange = onChange;
    }

    /** An id that no record has had. */
    freshId(): number {
        this.#lastId += 1;
        return this.#lastId;
    }

    find(identity: Identity): Stored | undefined {
        return this.#byIdentity.get(this.#key(identity));
    }

    /** Adds the record, or replaces the one with the same identity. */
    put(record: Stored): void {
        const previous = this.find(record);
        this.#set(record, previous);
        this.#onChange(previous, record, record.updated_at);
    }

    /** Replaces a record by another one, which may have another identity. */
    replace(previous: Stored, record: Stored): void {
        this.#delete(previous);
        this.#set(record, undefined);
        this.#onChange(previous, record, record.updated_at);
    }

    /** @param at when it is removed, in GitHub's time format */
    remove(record: Stored, at: string): void {
        this.#delete(record);
        this.#onChange(record, undefined, at);
    }

    #set(record: Stored, previous: Stored | undefined): void {
        const key = this.#key(record);
        if (previous !== undefined && previous.digest !== record.digest) {
            this.#forgetDigest(key, previous);
        }
        this.#byIdentity.set(key, record);
        const sameDigest = this.#byDigest.get(digestKey(record.org, record.digest));
        if (sameDigest === undefined) {
            this.#byDigest.set(digestKey(record.org, record.digest), new Map([[key, record]]));
        } else {
            sameDigest.set(key, record);
        }
    }

    #delete(record: Stored): void {
        const key = this.#key(record);
        this.#byIdentity.delete(key);
        this.#forgetDigest(key, record);
    }

    /** The records of one artifact in an organization, oldest first. */
    ofDigest(org: string, digest: string): Stored[] {
        const found = this.#byDigest.get(digestKey(org, digest));
        return found === undefined ? [] : [...found.values()].sort(byId);
    }

    /** Every record, sorted by identity. */
    all(): Stored[] {
        return [...this.#byIdentity.values()].sort((one, other) =>
            compare(this.#identityOf(one), this.#identityOf(other)),
        );
    }

    // Values are free text, so no separator is safe. JSON distinguishes ["a,b"] from ["a", "b"].
    #key(identity: Identity): string {
        return JSON.stringify(this.#identityOf(identity));
    }

    #forgetDigest(key: string, record: Stored): void {
        const place = digestKey(record.org, record.digest);
        const sameDigest = this.#byDigest.get(place);
        sameDigest?.delete(key);
        if (sameDigest?.size === 0) {
            this.#byDigest.delete(place);
        }
    }
}

function digestKey(org: string, digest: string): string {
    return `${org} ${digest}`;
}

function compare(one: readonly (string | null)[], other: readonly (string | null)[]): number {
    for (const [index, value] of one.entries()) {
        const [left, right] = [value ?? "", other[index] ?? ""];
        if (left !== right) {
            return left < right ? -1 : 1;
        }
    }
    return 0;
}
