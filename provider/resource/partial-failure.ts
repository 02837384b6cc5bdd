import { PlainError } from "../text/plain-error";
import type { Properties } from "./resource-handler";

/** An error of the form that makes Pulumi keep the properties and try again with `update`. Only reasons are shown. */
export function partialFailure(id: string, properties: Properties, reasons: readonly string[]): Error {
    return Object.assign(new PlainError(reasons.join("\n")), { id, properties, reasons });
}
