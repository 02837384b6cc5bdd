/** Which properties are secrets, by name: a property as a whole, or parts of it. */
export type Secrets = ReadonlyMap<string, "all" | Secrets>;

/** No part is a secret. */
export const NOTHING: Secrets = new Map();

/** Everything that is a secret in one or in the other. */
export function either(one: Secrets, other: Secrets): Secrets {
    if (one.size === 0 || other.size === 0) return one.size === 0 ? other : one;
    const names = new Set([...one.keys(), ...other.keys()]);
    return new Map([...names].map((name) => [name, ofOne(one.get(name), other.get(name))]));
}

const ofOne = (one: "all" | Secrets = NOTHING, other: "all" | Secrets = NOTHING): "all" | Secrets =>
    one === "all" || other === "all" ? "all" : either(one, other);
