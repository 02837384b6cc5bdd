import { RunError } from "@pulumi/pulumi";
import { Refused } from "../provider/text/refused";

/** Converts `Refused` to the error that Pulumi shows without a trace. Returns any other error as it is. */
export const toRunError = (error: unknown): unknown => (error instanceof Refused ? untraced(error.message) : error);

/**
 * Creates a `RunError` without a trace. Pulumi does not show the trace of such an error. With Node.js 20, its process would spend
 * half a minute on the colors of a trace.
 */
export function untraced(message: string): RunError {
    return Object.assign(new RunError(message), { stack: "" });
}

/** Returns the result, or throws that error if the arguments are refused. */
export async function orRunError<Value>(make: () => Value | Promise<Value>): Promise<Value> {
    try {
        return await make();
    } catch (error) {
        throw toRunError(error);
    }
}
