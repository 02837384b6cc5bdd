import type { GitHubServer } from "../../tools/github";
import { asWrite, declarationsOf } from "./declarations";
import type { Ledger } from "./ledger";
import type { Write } from "./other-writer";
import { resourceOf } from "./program";
import type { Turn } from "./turns";

/** The message of a run that asks for a refresh because one resource does not know what another one wrote. */
export const OUTDATED = "so that the other resource writes it again";
/** The message of a run that cannot tell who owns a record. */
export const UNSEEN = "it is not known whether";

/** Checks whether there is a reason for what a run asks the user to do. */
export class Reasons {
    constructor(private readonly ledger: Ledger) {}

    /**
     * True if a program declares a resource again that was about to be deleted when an earlier program was given up. A delete that
     * fails leaves the state unchanged, whatever it has retired, so the run tells the user to refresh.
     */
    comesBack({ stack, effective }: Turn): boolean {
        return effective.some((declared) => this.ledger.stacks[stack].halfDeleted.has(resourceOf(declared)));
    }

    /** True if another resource of the stack may have written a record after the resource that declares it now. */
    isOutdated({ stack }: Turn): boolean {
        const holdings = this.ledger.stacks[stack];
        return holdings.keys().some((key) => holdings.isShared(key));
    }

    /**
     * The records that leave the stack, and that somebody else has pointed to another digest or decommissioned. For each one, returns
     * writes. One of them makes GitHub list the record again under the digest that the stack knows.
     */
    pointedElsewhere({ stack, effective }: Turn, github: GitHubServer): (readonly Write[])[] {
        const [holdings, records] = [this.ledger.stacks[stack], this.ledger.held(github)];
        // Keys as they are spelled, since a record that changes only its case leaves as well.
        const declared = declarationsOf(effective, (key) => key);
        const declaredAsOne = this.ledger.declared(effective);
        return holdings.keys().flatMap((key) => {
            const known = (holdings.get(key)?.known ?? []).filter((one) => !declared.has(one.key));
            const record = records.get(key);
            if (record === undefined) return [];
            // The stack's own retirement, if its answer was lost: the state of a resource that could not be deleted stays unchanged.
            const isRetired = record.status === "decommissioned" && !declaredAsOne.has(key);
            if (this.ledger.isWrittenBy(stack, key) && !isRetired) return [];
            const isListed =
                known.every(({ expected }) => expected.digest === record.digest) && record.status === "deployed";
            const writes = known.flatMap((declaration) => asWrite(declaration) ?? []);
            return isListed || writes.length === 0 ? [] : [writes];
        });
    }

    /** True if another set of the stack may have pointed a deployment that leaves its set to another digest. */
    isPointedElsewhereWithin({ stack }: Turn, github: GitHubServer): boolean {
        const [holdings, records] = [this.ledger.stacks[stack], this.ledger.held(github)];
        return holdings.keys().some((key) => {
            const known = holdings.get(key)?.known ?? [];
            const isOwn = this.ledger.isWrittenBy(stack, key);
            return isOwn && known.some(({ expected }) => expected.digest !== records.get(key)?.digest);
        });
    }

    /**
     * True if what went wrong is a known limit:
     *
     *  - GitHub ignores case, and a deployment moves between two resources of a stack that spell it differently. Neither knows
     *    that they mean one record.
     *  - A deployment is declared decommissioned, and another set has written it in the meantime, in a targeted run or one that
     *    was given up. A refresh does not show that, as GitHub may not list decommissioned deployments.
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
