import { RunError } from "@pulumi/pulumi";
import { Refused } from "../provider/images/refused";

/** What a person has to put right, as the error of which Pulumi shows the message alone. Another error is left as it is. */
export const toRunError = (error: unknown): unknown => (error instanceof Refused ? new RunError(error.message) : error);

/** What is made, or that error where it cannot be. */
export async function orRunError<Value>(make: () => Value | Promise<Value>): Promise<Value> {
    try {
        return await make();
    } catch (error) {
        throw toRunError(error);
    }
}
