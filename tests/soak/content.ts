import type { FaultyRequest, GitHubServer } from "../../tools/github";
import { type Declaration, declarationsOf, differencesOf, type Held, isAsked, keysOf } from "./declarations";
import type { Witness } from "./faults";
import type { Ledger } from "./ledger";
import type { Period, StackName, Timeline } from "./timeline";
import type { Turn } from "./turns";

/**
 * What GitHub must hold for everything that a stack ever declared, once the stack has converged. The time of a record shows
 * who wrote it last.
 *
 * | the record of          | written last by | is                                                                              |
 * |------------------------|-----------------|---------------------------------------------------------------------------------|
 * | a declared entry       | this stack      | as declared, its status included; a version that is left out may be an earlier one |
 * | a declared artifact    | this stack      | as declared; an optional argument that is left out may be an earlier one        |
 * | anything declared      | somebody else   | as that writer left it, if the declaration has not changed since it was written |
 * | any other deployment   | this stack      | decommissioned                                                                  |
 * | any other artifact     | this stack      | as it was last declared if that status was `deleted`, else with its removal status |
 * | anything else          | somebody else   | as that writer left it: the stack never writes it                               |
 *
 * A record may hold anything else in three cases: GitHub rejected its retirement as `not_found`, and `onRejected` is "warn".
 * GitHub answered a read of it with 404. Or targeted runs have put it into two resources of the stack at once, and each knows
 * only what it wrote itself.
 */
export class ExpectedContent implements Witness {
    readonly #excused = new Set<string>();
    /** For each record that this run wrote: true if the last write got no clear answer. */
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

    /** Notes what a stack is about to run, since it may become a part of its state. */
    begin({ stack, effective }: Turn): void {
        this.#forEach(effective, (key, declaration) => this.ledger.stacks[stack].begin(key, declaration));
    }

    /**
     * Notes who wrote what in the period that ends. Returns a line for each record that the stack had no right to write: it
     * neither declares nor had the record, or somebody else wrote it last.
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

    /** Notes a program that may have done nothing, everything that it asks for, or a part of it. */
    gaveUp({ stack, effective }: Turn): void {
        const holdings = this.ledger.stacks[stack];
        const places = new Set([...declarationsOf(effective, (key) => key).values()].flat().map(placeOf));
        for (const known of holdings.known()) {
            if (!places.has(placeOf(known))) holdings.halfDeleted.add(known.resource);
        }
        this.#forEach(effective, (key, declaration) => holdings.mayHold(key, declaration));
    }

    /** Notes that a stack has refreshed everything that it has, so it knows what others wrote. */
    refreshed(stack: StackName): void {
        const holdings = this.ledger.stacks[stack];
        holdings.halfDeleted.clear();
        for (const key of holdings.keys()) {
            const { isShared = true, known = [] } = holdings.get(key) ?? {};
            // GitHub may no longer list a deployment that is declared decommissioned. Then nobody sees that it points to another digest.
            const isHidden = known.some(({ expected }) => expected.status === "decommissioned");
            if (!isShared && !isHidden && !this.ledger.isWrittenBy(stack, key)) holdings.unsettle(key);
        }
    }

    /** A line for each difference, once a stack has converged. */
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

    /** The differences of a declared record. */
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

    /** A record that this stack wrote last, no longer declares, and has not retired. */
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

/** The place of a resource's records, as it is spelled. A set with another place is another resource. */
function placeOf({ resource, key }: Declaration): string {
    const parts: unknown[] = JSON.parse(key);
    return JSON.stringify([resource, ...parts.slice(0, 4)]);
}

const nameOf = (writer: Period | undefined): string =>
    writer === undefined
        ? "nobody"
        : `${writer.by === "another tool" ? "" : "stack "}${writer.by} (turn ${writer.turn})`;
