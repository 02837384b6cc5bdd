import type { GitHubServer } from "../../tools/github";
import { type Declaration, declarationsOf, type Held, heldBy } from "./declarations";
import { Holdings } from "./holdings";
import type { Declared } from "./program";
import type { Period, StackName } from "./timeline";

/** Who may have what in its state, and who wrote it last. */
export class Ledger {
    readonly stacks: Readonly<Record<StackName, Holdings>> = { one: new Holdings(), two: new Holdings() };
    /** By record, who wrote it last, as far as it was looked at. */
    readonly writers = new Map<string, Period>();

    /** `ignoresCase` says whether names that differ only in case are one for GitHub. */
    constructor(readonly ignoresCase: boolean) {}

    /** What resources declare, by record. */
    declared(resources: readonly Declared[]): Map<string, Declaration[]> {
        return declarationsOf(resources, this.spell);
    }

    /** What GitHub holds, by record. */
    held(github: GitHubServer): Map<string, Held> {
        return heldBy(github, this.spell);
    }

    isWrittenBy(stack: StackName, key: string): boolean {
        return this.writers.get(key)?.by === stack;
    }

    /** Gives all keys that are one record for GitHub the same text. */
    readonly spell = (key: string): string => (this.ignoresCase ? key.toLowerCase() : key);
}
