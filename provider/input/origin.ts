import type { Problem } from "./fields";

/** What only the program knows about a resource and its arguments. The SDK passes it to `check`, and no state keeps it. */
export interface Origin {
    /** The resource's URN, as far as the program knows it. It distinguishes two resources. */
    readonly urn: string;
    /** The arguments that are secrets, or contain one at any depth. Pulumi passes all values in plain text. */
    readonly secrets: readonly string[];
    /** Why arguments could not be passed on: for example `deployments["__proto__"]`, or a promise that was rejected. */
    readonly problems: readonly Problem[];
}

/** The property that carries an origin. */
export const ORIGIN = "__origin";

/** The name of a resource for messages: the name that the program gives it, taken from its URN. */
export const resourceName = (urn: string): string => JSON.stringify(urn.split("::").slice(3).join("::"));
