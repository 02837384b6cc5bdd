import type { Properties } from "../resource/resource-handler";
import { Refused } from "../text/refused";
import type { Invoked } from "./function-model";

/** What is made, or what a person has to put right first. */
export async function orRefusal(make: () => Promise<Properties>): Promise<Invoked> {
    try {
        return { problems: [], result: await make() };
    } catch (error) {
        if (error instanceof Refused) return { problems: [error.message] };
        throw error;
    }
}
