import type { GitHubServer } from "../../tools/github";
import { type Declaration, declarationsOf, type Held, heldBy } from "./declarations";
import { Holdings } from "./holdings";
import type { Declared } from "./program";
import type { Period, StackName } from "./timeline";

/** Who may have what in its state, and who wrote it last. */
export class Ledger {
    readonly stacks: Readonly<Record<StackName, Holdings>> = { one: new Holdings(), two: new Holdings() };
    /** By record, who wrote it last, as far as it was checked. */
    readonly writers = new Map<string, Period>();

    /** `ignoresCase` says whether GitHub treats names that differ only in case as one. */
    constructor(readonly ignoresCase: boolean) {}

    /** The declarations of resources, by record. */
    declared(resources: readonly Declared[]): Map<string, Declaration[]> {
        return declarationsOf(resources, this.spell);
    }

    /** The records in GitHub, by key. */
    held(github: GitHubServer): Map<string, Held> {
        return heldBy(github, this.spell);
    }

    isWrittenBy(stack: StackName, key: string): boolean {
        return this.writers.get(key)?.by === stack;
    }

    /** Returns the same text for all keys that are one record for GitHub. */
    readonly spell = (key: string): string => (this.ignoresCase ? key.toLowerCase() : key);
}
