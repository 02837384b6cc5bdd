import { randomBytes } from "node:crypto";
import type { StoredDeploymentRecord, StoredStorageRecord } from "./records";

/** A record of either kind. */
export type StoredRecord = StoredDeploymentRecord | StoredStorageRecord;

/** One record that was written or removed. */
export interface Write {
    /** When, as GitHub writes times: ISO 8601 in UTC, whole seconds. */
    readonly at: string;
    /** What was held before; undefined where there was nothing. */
    readonly before: StoredRecord | undefined;
    /** What is held since; undefined where the record was removed. */
    readonly after: StoredRecord | undefined;
}

/** Writes that are further apart belong to two runs. */
const PAUSE_MS = 5_000;

const REMEMBERED = 20_000;

/**
 * The last writes, in order: what tells a run's changes. A run begins with the first write after a pause. The times of the writes
 * alone decide, so nothing here waits or asks for the time.
 */
export class Journal {
    readonly #id: string;
    readonly #remembered: number;
    #writes: Write[] = [];
    #forgotten = 0;

    /** @param id tells the marks of this journal from those of another one, such as that of a server that was restarted */
    constructor(id = randomBytes(4).toString("hex"), remembered = REMEMBERED) {
        this.#id = id;
        this.#remembered = remembered;
    }

    /** @param at as GitHub writes times */
    add(before: StoredRecord | undefined, after: StoredRecord | undefined, at: string): void {
        this.#writes.push({ at, before, after });
        // Twice as many before it forgets: moving the rest for each write would take long.
        if (this.#writes.length >= 2 * this.#remembered) {
            this.#forgotten += this.#writes.length - this.#remembered;
            this.#writes = this.#writes.slice(-this.#remembered);
        }
    }

    /** A mark of this moment, for {@link since}: text without spaces. */
    mark(): string {
        return `${this.#id}-${this.#forgotten + this.#writes.length}`;
    }

    /** The writes since a mark. Undefined for what is no mark of this journal, or one that it has forgotten writes since. */
    since(mark: string): readonly Write[] | undefined {
        const [, id, count] = /^(\w+)-(\d+)$/.exec(mark) ?? [];
        const from = Number(count) - this.#forgotten;
        return id === this.#id && from >= 0 && from <= this.#writes.length ? this.#writes.slice(from) : undefined;
    }

    /** The writes since the last pause, as far as they are remembered. */
    lastRun(): readonly Write[] {
        const begins = this.#writes.findLastIndex(({ at }, index) => {
            const previous = this.#writes[index - 1];
            return previous !== undefined && Date.parse(at) - Date.parse(previous.at) > PAUSE_MS;
        });
        return this.#writes.slice(Math.max(begins, 0));
    }
}
