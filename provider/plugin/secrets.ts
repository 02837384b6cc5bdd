/** Which parts of some properties are secrets: all of them, or parts of those that are named. */
export type Secrets = "all" | ReadonlyMap<string, Secrets>;

/** No part is a secret. */
export const NOTHING: Secrets = new Map();

/** What is a secret on one side or on the other. */
export function either(one: Secrets, other: Secrets): Secrets {
    if (one === "all" || other === "all") return "all";
    if (one.size === 0 || other.size === 0) return one.size === 0 ? other : one;
    const names = new Set([...one.keys(), ...other.keys()]);
    return new Map([...names].map((name) => [name, either(one.get(name) ?? NOTHING, other.get(name) ?? NOTHING)]));
}

/** The names of the properties that are a secret or hold one. */
export const secretNames = (secrets: Secrets): readonly string[] => (secrets === "all" ? [] : [...secrets.keys()]);
