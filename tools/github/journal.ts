import { randomBytes } from "node:crypto";
import type { StoredDeploymentRecord, StoredStorageRecord } from "./records";

/** A record of either kind. */
export type StoredRecord = StoredDeploymentRecord | StoredStorageRecord;

/** One write or removal of a record. */
export interface Write {
    /** When, in GitHub's format: ISO 8601 in UTC, whole seconds. */
    readonly at: string;
    /** The record before. Undefined if there was none. */
    readonly before: StoredRecord | undefined;
    /** The record after. Undefined if it was removed. */
    readonly after: StoredRecord | undefined;
}

/** Writes with a longer pause between them belong to two runs. */
const PAUSE_MS = 5_000;

const REMEMBERED = 20_000;

/**
 * The last writes, in order. They show the changes of a run. A run begins with the first write after a pause. Only the times of the
 * writes decide, so the journal does not wait or read a clock.
 */
export class Journal {
    readonly #id: string;
    readonly #remembered: number;
    #writes: Write[] = [];
    #forgotten = 0;

    /** @param id distinguishes the marks of this journal from those of others, for example after a restart of the server */
    constructor(id = randomBytes(4).toString("hex"), remembered = REMEMBERED) {
        this.#id = id;
        this.#remembered = remembered;
    }

    /** @param at in GitHub's time format */
    add(before: StoredRecord | undefined, after: StoredRecord | undefined, at: string): void {
        this.#writes.push({ at, before, after });
        // Writes are dropped only at twice the limit, since moving the rest at each write would take long.
        if (this.#writes.length >= 2 * this.#remembered) {
            this.#forgotten += this.#writes.length - this.#remembered;
            this.#writes = this.#writes.slice(-this.#remembered);
        }
    }

    /** A mark of this moment for {@link since}. It is text without spaces. */
    mark(): string {
        return `${this.#id}-${this.#forgotten + this.#writes.length}`;
    }

    /** The writes since a mark. Undefined if it is not a mark of this journal, or if writes after it were dropped. */
    since(mark: string): readonly Write[] | undefined {
        const [, id, count] = /^(\w+)-(\d+)$/.exec(mark) ?? [];
        const from = Number(count) - this.#forgotten;
        return id === this.#id && from >= 0 && from <= this.#writes.length ? this.#writes.slice(from) : undefined;
    }

    /** The writes since the last pause, as far as they are kept. */
    lastRun(): readonly Write[] {
        const begins = this.#writes.findLastIndex(({ at }, index) => {
            const previous = this.#writes[index - 1];
            return previous !== undefined && Date.parse(at) - Date.parse(previous.at) > PAUSE_MS;
        });
        return this.#writes.slice(Math.max(begins, 0));
    }
}
