import type { GitHubServer } from "../../tools/github";
import { asWrite, declarationsOf } from "./declarations";
import type { Ledger } from "./ledger";
import type { Write } from "./other-writer";
import { resourceOf } from "./program";
import type { Turn } from "./turns";

/** What a run says that asks for a refresh, since one resource does not know what another one wrote. */
export const OUTDATED = "so that the other resource writes it again";
/** What a run says that cannot tell whose a record is. */
export const UNSEEN = "it is not known whether";

/** Whether there is a reason for what a run asks a person to do. */
export class Reasons {
    constructor(private readonly ledger: Ledger) {}

    /**
     * True where a program declares again what it was about to delete when it was given up. A delete that fails leaves
     * the state as it was, whatever it has retired, so a person is told to refresh.
     */
    comesBack({ stack, effective }: Turn): boolean {
        return effective.some((declared) => this.ledger.stacks[stack].halfDeleted.has(resourceOf(declared)));
    }

    /** True where a resource of the stack may have written something since the one that declares it now. */
    isOutdated({ stack }: Turn): boolean {
        const holdings = this.ledger.stacks[stack];
        return holdings.keys().some((key) => holdings.isShared(key));
    }

    /**
     * What leaves the stack, and somebody else has pointed to another digest or decommissioned: for each, the writes one
     * of which makes GitHub list it again under the digest that the stack knows.
     */
    pointedElsewhere({ stack, effective }: Turn, github: GitHubServer): (readonly Write[])[] {
        const [holdings, records] = [this.ledger.stacks[stack], this.ledger.held(github)];
        // As it is spelled: what only changes its case leaves as well.
        const declared = declarationsOf(effective, (key) => key);
        const declaredAsOne = this.ledger.declared(effective);
        return holdings.keys().flatMap((key) => {
            const known = (holdings.get(key)?.known ?? []).filter((one) => !declared.has(one.key));
            const record = records.get(key);
            if (record === undefined) return [];
            // Its own retirement, whose answer was lost: the state of what could not be deleted stays as it was.
            const isRetired = record.status === "decommissioned" && !declaredAsOne.has(key);
            if (this.ledger.isWrittenBy(stack, key) && !isRetired) return [];
            const isListed =
                known.every(({ expected }) => expected.digest === record.digest) && record.status === "deployed";
            const writes = known.flatMap((declaration) => asWrite(declaration) ?? []);
            return isListed || writes.length === 0 ? [] : [writes];
        });
    }

    /** True where something that leaves a set may have been pointed to another digest by another set of the stack. */
    isPointedElsewhereWithin({ stack }: Turn, github: GitHubServer): boolean {
        const [holdings, records] = [this.ledger.stacks[stack], this.ledger.held(github)];
        return holdings.keys().some((key) => {
            const known = holdings.get(key)?.known ?? [];
            const isOwn = this.ledger.isWrittenBy(stack, key);
            return isOwn && known.some(({ expected }) => expected.digest !== records.get(key)?.digest);
        });
    }

    /**
     * True where what went wrong is known, and left as it is:
     *
     *  - GitHub ignores case, and a deployment moves between two resources of a stack that spell it differently. Neither knows
     *    that they mean one record.
     *  - A deployment that is declared decommissioned was written by another set since, in a targeted run or one that was
     *    given up. A refresh does not show it, as GitHub need not list what is decommissioned.
     */
    isKnownLimit({ stack }: Turn, { message }: Error): boolean {
        const holdings = this.ledger.stacks[stack];
        if (message.includes(OUTDATED)) {
            const isDecommissioned = (key: string) =>
                holdings.get(key)?.known.some(({ expected }) => expected.status === "decommissioned") === true;
            return holdings.keys().some((key) => holdings.isShared(key) && isDecommissioned(key));
        }
        const spelledTwice = this.ledger.ignoresCase ? holdings.spelledTwice() : [];
        return message.includes(UNSEEN) ? spelledTwice.length > 0 : spelledTwice.some((key) => message.includes(key));
    }
}
