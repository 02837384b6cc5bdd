import { RunError } from "@pulumi/pulumi";
import { Refused } from "../provider/text/refused";

/** What a person has to put right, as the error of which Pulumi shows the message alone. Another error is left as it is. */
export const toRunError = (error: unknown): unknown => (error instanceof Refused ? untraced(error.message) : error);

/** Of an error with a trace, Node.js 20 makes Pulumi's process spend half a minute on its colors, and Pulumi shows no trace of this one. */
export function untraced(message: string): RunError {
    return Object.assign(new RunError(message), { stack: "" });
}

/** What is made, or that error where it cannot be. */
export async function orRunError<Value>(make: () => Value | Promise<Value>): Promise<Value> {
    try {
        return await make();
    } catch (error) {
        throw toRunError(error);
    }
}
