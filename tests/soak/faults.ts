import type { Fault, FaultyRequest } from "../../tools/github";
import { Dice } from "./dice";
import { REPOSITORIES } from "./random-parts";

/** A kind of fault: its name in a count, how it is made, and how many tries of a request it can affect. */
interface Kind {
    readonly name: string;
    readonly make: (dice: Dice) => Fault;
    /** It lasts as long as the run. Otherwise it ends after one or more tries. */
    readonly forGood?: true;
    /** The client cannot tell whether GitHub applied the request. */
    readonly isUnclear?: true;
}

const HTML = { body: "<html><title>Unicorn!</title></html>", headers: { "content-type": "text/html" } };
const limited = (status: number): Fault => ({
    status,
    headers: { "retry-after": "1" },
    body: { message: "You have exceeded a secondary rate limit. Please wait a few minutes before you try again." },
});
/** A rate limit that has ended when the client reads its clock. */
const exhausted = (status: number): Fault => ({
    status,
    headers: { "x-ratelimit-remaining": "0", "x-ratelimit-reset": String(Math.floor(Date.now() / 1000)) },
    body: { message: "API rate limit exceeded for installation ID 1." },
});
const someRepositories = (dice: Dice): string[] => [dice.pick(REPOSITORIES), ...dice.some(REPOSITORIES)];

const KINDS: readonly Kind[] = [
    ...[500, 502, 503, 504].map((status) => ({
        name: String(status),
        make: (dice: Dice): Fault => ({ status, applied: dice.chance(30) }),
        isUnclear: true as const,
    })),
    { name: "429 with Retry-After", make: () => limited(429) },
    { name: "403 with Retry-After", make: () => limited(403) },
    { name: "no calls remaining", make: (dice) => exhausted(dice.pick([403, 429])) },
    { name: "cut, not applied", make: () => ({ cut: "before-reply" }), isUnclear: true },
    { name: "cut, applied", make: () => ({ cut: "before-reply", applied: true }), isUnclear: true },
    { name: "cut in the body, not applied", make: () => ({ cut: "in-body" }), isUnclear: true },
    { name: "cut in the body, applied", make: () => ({ cut: "in-body", applied: true }), isUnclear: true },
    { name: "HTML with 200", make: (dice) => ({ ...HTML, applied: dice.chance(30) }), isUnclear: true },
    { name: "empty body with 200", make: (dice) => ({ body: "", applied: dice.chance(30) }), isUnclear: true },
    { name: "422 for good", make: () => ({ status: 422 }), forGood: true },
    { name: "404 for good", make: () => ({ status: 404 }), forGood: true },
    { name: "repository missing", make: (dice) => ({ rejects: { not_found: someRepositories(dice) } }), forGood: true },
    { name: "not authorized", make: (dice) => ({ rejects: { unauthorized: someRepositories(dice) } }), forGood: true },
];

/** The names of all kinds of faults, as they are counted. */
export const FAULT_KINDS: readonly string[] = KINDS.map(({ name }) => name);

/** Gets the result of each request. */
export interface Witness {
    /** It was applied, as far as it was valid, and answered. */
    answered(request: FaultyRequest): void;
    /** The client cannot tell whether it was applied. */
    unanswered(request: FaultyRequest): void;
    /** It was applied while a repository was missing. */
    missed(request: FaultyRequest): void;
    /** It was answered with 404. A read takes that as an empty list. */
    unlisted(request: FaultyRequest): void;
}

/** For runs that write nothing. */
export const NOBODY: Witness = { answered() {}, unanswered() {}, missed() {}, unlisted() {} };

/** Chooses what goes wrong in one run. */
export interface RandomFaults {
    readonly choose: (request: FaultyRequest) => Fault | undefined;
    /** How many requests were affected, by kind. */
    readonly hits: ReadonlyMap<string, number>;
}

/**
 * Faults that affect one request in five. They do not depend on the order of requests, but on the request itself and on
 * how often it was made before.
 */
export function randomFaults(witness: Witness, ...seed: readonly unknown[]): RandomFaults {
    const tries = new Map<string, number>();
    const hits = new Map<string, number>();
    const choose = (request: FaultyRequest): Fault | undefined => {
        const asked = JSON.stringify([request.method, request.path, request.body]);
        const before = tries.get(asked) ?? 0;
        tries.set(asked, before + 1);
        const hit = faultOf(asked, before, seed);
        if (hit === undefined) {
            witness.answered(request);
            return undefined;
        }
        hits.set(hit.name, (hits.get(hit.name) ?? 0) + 1);
        if (hit.fault.rejects?.not_found !== undefined) witness.missed(request);
        if (hit.fault.status === 404) witness.unlisted(request);
        if (hit.isUnclear) witness.unanswered(request);
        return hit.fault;
    };
    return { choose, hits };
}

interface Hit {
    readonly name: string;
    readonly fault: Fault;
    readonly isUnclear: boolean;
}

/** The fault for a request that was made this many times before. */
function faultOf(asked: string, before: number, seed: readonly unknown[]): Hit | undefined {
    const dice = Dice.for(...seed, asked);
    if (!dice.chance(20)) return undefined;
    const { name, make, forGood = false, isUnclear = false } = dice.pick(KINDS);
    // A client gives up after four tries.
    const length = forGood ? Number.POSITIVE_INFINITY : dice.pick([1, 1, 2, 4]);
    return before < length ? { name, fault: make(dice), isUnclear } : undefined;
}
