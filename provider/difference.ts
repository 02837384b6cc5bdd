/** One property in which the state and what is declared differ: the names on the way to it, and how they differ. */
export interface Difference {
    readonly path: readonly [string, ...string[]];
    readonly kind: "add" | "update" | "delete";
}

/** How a property differs between two objects that differ in it. */
export function kindOf(before: object, after: object, field: string): Difference["kind"] {
    if (!Object.hasOwn(before, field)) return "add";
    return Object.hasOwn(after, field) ? "update" : "delete";
}
