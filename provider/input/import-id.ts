import { PlainError } from "../text/plain-error";
import { lineOf, type Problem } from "./fields";

/** The parts of an id: each may be URI-encoded, as they are in the ids that this package makes. */
export const idParts = (id: string): readonly string[] => id.split("/").map(decoded);

function decoded(part: string): string {
    try {
        return decodeURIComponent(part);
    } catch {
        return part;
    }
}

/** All that is wrong with the parts of an id, as lines. No id has more than four. */
export const partsReasons = (parts: readonly string[], problems: readonly Problem[]): readonly string[] => [
    ...(parts.length > 4 ? ["has more than four parts"] : []),
    ...problems.map(lineOf),
];

/** An id with which nothing can be imported: all that is wrong with it, and the form that it should have. */
export const unfitId = (id: string, reasons: readonly string[], form: string): PlainError =>
    new PlainError(`${JSON.stringify(id)} cannot be imported: ${reasons.join("; ")}. ${form}`);
