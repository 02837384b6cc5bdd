import { PlainError } from "../text/plain-error";
import { lineOf, type Problem } from "./fields";

/** The parts of an import id. Each may be URI-encoded, as in the ids that this package makes. */
export const idParts = (id: string): readonly string[] => id.split("/").map(decoded);

function decoded(part: string): string {
    try {
        return decodeURIComponent(part);
    } catch {
        return part;
    }
}

/** Everything that is wrong with the parts of an import id, as lines. No id has more than four parts. */
export const partsReasons = (parts: readonly string[], problems: readonly Problem[]): readonly string[] => [
    ...(parts.length > 4 ? ["has more than four parts"] : []),
    ...problems.map(lineOf),
];

/** The error for an import id that cannot be used: everything that is wrong with it, and the expected form. */
export const unfitId = (id: string, reasons: readonly string[], form: string): PlainError =>
    new PlainError(`${JSON.stringify(id)} cannot be imported: ${reasons.join("; ")}. ${form}`);
