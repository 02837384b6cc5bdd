import type { FaultyRequest, GitHubServer } from "../../tools/github";
import { type Declaration, declarationsOf, differencesOf, type Held, isAsked, keysOf } from "./declarations";
import type { Witness } from "./faults";
import type { Ledger } from "./ledger";
import type { Period, StackName, Timeline } from "./timeline";
import type { Turn } from "./turns";

/**
 * What GitHub must hold once a stack has converged, of everything that the stack ever declared. The time of a record tells
 * who wrote it last.
 *
 * | the record of          | written last by | is                                                                              |
 * |------------------------|-----------------|---------------------------------------------------------------------------------|
 * | a declared entry       | this stack      | as declared, its status included; a version that is left out may be an earlier one |
 * | a declared artifact    | this stack      | as declared; an optional argument that is left out may be an earlier one        |
 * | anything declared      | somebody else   | as that one left it, if nothing of the declaration has changed since it was written |
 * | any other deployment   | this stack      | decommissioned                                                                  |
 * | any other artifact     | this stack      | as it was last declared, if that was deleted already, else with its removal status |
 * | anything else          | somebody else   | as that one left it: the stack never writes it                                  |
 *
 * A record may be anything else in three cases. GitHub rejected its retirement as `not_found`, and the product was told to go
 * on. It answered 404 to the one that asked for it. Or targeted runs have put it into two resources of the stack at once, of
 * which each knows only what it wrote itself.
 */
export class ExpectedContent implements Witness {
    readonly #excused = new Set<string>();
    /** What the last answer of this run, or none, says of each record that the run wrote. */
    readonly #unclear = new Map<string, boolean>();

    constructor(
        private readonly timeline: Timeline,
        private readonly ledger: Ledger,
    ) {}

    answered(request: FaultyRequest): undefined {
        for (const key of this.#keysOf(request)) {
            this.#excused.delete(key);
            this.#unclear.set(key, false);
        }
    }

    unanswered(request: FaultyRequest): void {
        for (const key of this.#keysOf(request)) this.#unclear.set(key, true);
    }

    unlisted(request: FaultyRequest): void {
        const { by } = this.timeline.current;
        if (by === "another tool") return;
        const holdings = this.ledger.stacks[by];
        for (const key of holdings.keys()) {
            const digests = holdings.get(key)?.known.map(({ expected }) => expected.digest) ?? [];
            if (isAsked(key, digests, request)) this.#excused.add(key);
        }
    }

    missed(request: FaultyRequest): void {
        for (const key of this.#keysOf(request, "decommissioned")) this.#excused.add(key);
    }

    /** What a stack is about to run may become a part of its state. */
    begin({ stack, effective }: Turn): void {
        this.#forEach(effective, (key, declaration) => this.ledger.stacks[stack].begin(key, declaration));
    }

    /**
     * Takes note of who wrote what in the period that ends. Returns what the stack had no right to write, a line each: what it
     * neither declares nor had, and what it took away from the one that wrote it last.
     */
    written(github: GitHubServer, turn?: Turn): string[] {
        const { current } = this.timeline;
        const declared = this.ledger.declared(turn?.effective ?? []);
        const trespasses: string[] = [];
        for (const [key, record] of this.ledger.held(github)) {
            if (this.timeline.periodOf(record) !== current) continue;
            const declarers = declared.get(key) ?? [];
            if (turn !== undefined && !declarers.some(({ resource }) => turn.isActive(resource))) {
                trespasses.push(...this.#trespass(key, record, turn.stack));
            }
            this.ledger.writers.set(key, current);
        }
        for (const [key, isUnclear] of this.#unclear) {
            const holding = turn && this.ledger.stacks[turn.stack].get(key);
            if (holding !== undefined) holding.isUnclear ||= isUnclear;
        }
        this.#unclear.clear();
        return trespasses;
    }

    #trespass(key: string, { status }: Held, stack: StackName): string[] {
        const [holding, before] = [this.ledger.stacks[stack].get(key), this.ledger.writers.get(key)];
        if (this.#excused.has(key)) return [];
        if (holding === undefined) return [`${key}: is ${status} now, and the stack does not have it`];
        if (holding.isUnclear || before === undefined || before.by === stack) return [];
        return [`${key}: is ${status} now, and ${nameOf(before)} wrote it last`];
    }

    /** Takes note of a program that may have done anything between nothing and all that it asks for. */
    gaveUp({ stack, effective }: Turn): void {
        const holdings = this.ledger.stacks[stack];
        const places = new Set([...declarationsOf(effective, (key) => key).values()].flat().map(placeOf));
        for (const known of holdings.known()) {
            if (!places.has(placeOf(known))) holdings.halfDeleted.add(known.resource);
        }
        this.#forEach(effective, (key, declaration) => holdings.mayHold(key, declaration));
    }

    /** A stack has looked at all that it has: it knows now what others wrote. */
    refreshed(stack: StackName): void {
        const holdings = this.ledger.stacks[stack];
        holdings.halfDeleted.clear();
        for (const key of holdings.keys()) {
            const { isShared = true, known = [] } = holdings.get(key) ?? {};
            // What is declared decommissioned need not be listed any more, so nobody sees that it was pointed to another digest.
            const isHidden = known.some(({ expected }) => expected.status === "decommissioned");
            if (!isShared && !isHidden && !this.ledger.isWrittenBy(stack, key)) holdings.unsettle(key);
        }
    }

    /** What differs, a line each, once a stack has converged. */
    differences(turn: Turn, github: GitHubServer): string[] {
        const holdings = this.ledger.stacks[turn.stack];
        const [declared, records] = [this.ledger.declared(turn.effective), this.ledger.held(github)];
        const differences = [
            ...[...declared].flatMap(([key, declarations]) =>
                this.#excused.has(key) ? [] : this.#declared(key, declarations, turn, records.get(key)),
            ),
            ...[...records].flatMap(([key, record]) =>
                declared.has(key) || this.#excused.has(key) ? [] : this.#left(key, turn.stack, record),
            ),
        ];
        holdings.halfDeleted.clear();
        for (const [key, declarations] of declared) holdings.settle(key, declarations, turn.isActive);
        for (const key of holdings.keys()) if (!declared.has(key)) holdings.forget(key);
        return differences;
    }

    /** What is declared, and not held so. */
    #declared(key: string, declarations: readonly Declaration[], turn: Turn, record: Held | undefined): string[] {
        if (record === undefined) return [`${key}: GitHub holds no record of it`];
        const holdings = this.ledger.stacks[turn.stack];
        const holding = holdings.get(key);
        const writer = this.ledger.writers.get(key);
        const isOwn = writer?.by === turn.stack;
        const active = declarations.filter(({ resource }) => turn.isActive(resource));
        const [one = declarations[0] as Declaration] = active;
        const isWritten = isOwn && writer.turn === turn.number && active.length > 0;
        const others = [...(holding?.settled.keys() ?? [])].filter((resource) => resource !== one.resource);
        const isHandedOver = others.length > 0 && others.every(turn.isActive) && active.length > 0;
        if (isWritten || (isOwn && isHandedOver)) {
            if (holding !== undefined) holding.isShared = false;
            return differencesOf(key, one.expected, record);
        }
        if (isOwn && holding?.isShared !== true && declarations.length === 1) {
            return differencesOf(key, one.expected, record);
        }
        return active
            .filter((declaration) => !holdings.mayBeSettled(key, declaration))
            .map(({ resource }) => `${key}: ${resource} did not write it; ${nameOf(writer)} wrote it last`);
    }

    /** What this stack wrote last, does not declare, and has not retired either. */
    #left(key: string, stack: StackName, { status }: Held): string[] {
        const holdings = this.ledger.stacks[stack];
        if (!this.ledger.isWrittenBy(stack, key) || holdings.mayBeRetiredAs(key, status)) return [];
        return [`${key}: is not declared, but ${status}, not ${holdings.retiredStatuses(key)}`];
    }

    #keysOf(request: FaultyRequest, status?: string): string[] {
        return keysOf(request, status).map(this.ledger.spell);
    }

    #forEach(resources: Turn["effective"], act: (key: string, declaration: Declaration) => void): void {
        for (const [key, declarations] of this.ledger.declared(resources)) {
            for (const declaration of declarations) act(key, declaration);
        }
    }
}

/** Where a resource has its records, as it is spelled: a set that has them elsewhere is another one. */
function placeOf({ resource, key }: Declaration): string {
    const parts: unknown[] = JSON.parse(key);
    return JSON.stringify([resource, ...parts.slice(0, 4)]);
}

const nameOf = (writer: Period | undefined): string =>
    writer === undefined
        ? "nobody"
        : `${writer.by === "another tool" ? "" : "stack "}${writer.by} (turn ${writer.turn})`;
