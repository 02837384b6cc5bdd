import type { Fault, FaultyRequest } from "../../tools/github";
import { Dice } from "./dice";
import { REPOSITORIES } from "./random-parts";

/** A kind of fault: what it is called in a count, how it is made, and how many tries of a request it can hit. */
interface Kind {
    readonly name: string;
    readonly make: (dice: Dice) => Fault;
    /** It stays for as long as the run lasts. Otherwise it is over after a try or more. */
    readonly forGood?: true;
}

const HTML = { body: "<html><title>Unicorn!</title></html>", headers: { "content-type": "text/html" } };
const limited = (status: number): Fault => ({
    status,
    headers: { "retry-after": "1" },
    body: { message: "You have exceeded a secondary rate limit. Please wait a few minutes before you try again." },
});
/** It is over as soon as the client looks at its clock. */
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
    })),
    { name: "429 with Retry-After", make: () => limited(429) },
    { name: "403 with Retry-After", make: () => limited(403) },
    { name: "no calls remaining", make: (dice) => exhausted(dice.pick([403, 429])) },
    { name: "cut, not applied", make: () => ({ cut: "before-reply" }) },
    { name: "cut, applied", make: () => ({ cut: "before-reply", applied: true }) },
    { name: "cut in the body, not applied", make: () => ({ cut: "in-body" }) },
    { name: "cut in the body, applied", make: () => ({ cut: "in-body", applied: true }) },
    { name: "HTML with 200", make: (dice) => ({ ...HTML, applied: dice.chance(30) }) },
    { name: "empty body with 200", make: (dice) => ({ body: "", applied: dice.chance(30) }) },
    { name: "422 for good", make: () => ({ status: 422 }), forGood: true },
    { name: "404 for good", make: () => ({ status: 404 }), forGood: true },
    { name: "repository missing", make: (dice) => ({ rejects: { not_found: someRepositories(dice) } }), forGood: true },
    { name: "not authorized", make: (dice) => ({ rejects: { unauthorized: someRepositories(dice) } }), forGood: true },
];

/** The kinds that a fault may be of, as they are counted. */
export const FAULT_KINDS: readonly string[] = KINDS.map(({ name }) => name);

/** Chooses what goes wrong in one run. */
export interface RandomFaults {
    readonly choose: (request: FaultyRequest) => Fault | undefined;
    /** How many requests were hit, by kind. */
    readonly hits: ReadonlyMap<string, number>;
    /** The requests for which a repository was missing. */
    readonly missed: readonly FaultyRequest[];
}

/**
 * Faults that hit one request of five, whatever the order in which requests come: they depend on what is asked, and on
 * how many times it was asked before.
 */
export function randomFaults(...seed: readonly unknown[]): RandomFaults {
    const tries = new Map<string, number>();
    const hits = new Map<string, number>();
    const missed: FaultyRequest[] = [];
    return {
        hits,
        missed,
        choose(request) {
            const { method, path, body } = request;
            const asked = JSON.stringify([method, path, body]);
            const before = tries.get(asked) ?? 0;
            tries.set(asked, before + 1);
            const dice = Dice.for(...seed, asked);
            if (!dice.chance(20)) return undefined;
            const { name, make, forGood = false } = dice.pick(KINDS);
            // A client gives up after four tries.
            const length = forGood ? Number.POSITIVE_INFINITY : dice.pick([1, 1, 2, 4]);
            if (before >= length) return undefined;
            hits.set(name, (hits.get(name) ?? 0) + 1);
            const fault = make(dice);
            if (fault.rejects?.not_found !== undefined) missed.push(request);
            return fault;
        },
    };
}
