/** One property that differs between the state and the program: the names on the path to it, and how it differs. */
export interface Difference {
    readonly path: readonly [...string[], string];
    readonly kind: "add" | "update" | "delete";
}

/** The differences of two objects in the properties with these names. `place` is the path of the objects. */
export const differencesIn = (before: object, after: object, names: readonly string[], place: readonly string[] = []) =>
    names.map((name): Difference => ({ path: [...place, name], kind: kindOf(before, after, name) }));

function kindOf(before: object, after: object, field: string): Difference["kind"] {
    if (!Object.hasOwn(before, field)) return "add";
    return Object.hasOwn(after, field) ? "update" : "delete";
}
