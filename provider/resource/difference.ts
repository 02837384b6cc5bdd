/** One property in which the state and what is declared differ: the names on the way to it, and how they differ. */
export interface Difference {
    readonly path: readonly [...string[], string];
    readonly kind: "add" | "update" | "delete";
}

/** The properties of these names, in which two objects differ. `place` is where the objects are. */
export const differencesIn = (before: object, after: object, names: readonly string[], place: readonly string[] = []) =>
    names.map((name): Difference => ({ path: [...place, name], kind: kindOf(before, after, name) }));

function kindOf(before: object, after: object, field: string): Difference["kind"] {
    if (!Object.hasOwn(before, field)) return "add";
    return Object.hasOwn(after, field) ? "update" : "delete";
}
