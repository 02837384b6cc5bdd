import type { Problem } from "./fields";

/** What only the program knows of a resource and its arguments. The sdk tells `check`, and no state keeps it. */
export interface Origin {
    /** The resource's URN, as far as the program can tell it: what tells two resources apart. */
    readonly urn: string;
    /** The arguments that are secrets, or hold one at any depth. Pulumi hands all values on in plain text. */
    readonly secrets: readonly string[];
    /** Why arguments could not be handed over: `deployments["__proto__"]`, or one whose promise was rejected. */
    readonly problems: readonly Problem[];
}

/** The property in which an origin travels. */
export const ORIGIN = "__origin";

/** How a resource is named to a person, by its URN: the name that the program gives it. */
export const resourceName = (urn: string): string => JSON.stringify(urn.split("::").slice(3).join("::"));
