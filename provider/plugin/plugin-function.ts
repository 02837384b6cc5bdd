import type { Context } from "../resource/context";
import type { Properties } from "../resource/resource-handler";
import { Refused } from "../text/refused";

/** What a function returns: everything that is wrong with its arguments, or its result. */
export type Invoked =
    | { readonly problems: readonly string[]; readonly result?: never }
    | { readonly problems: readonly []; readonly result: Properties };

/** A function of the package. */
export type PluginFunction = (context: Context, args: Properties, isPreview: boolean) => Promise<Invoked>;

/** Returns the result, or the problems if the arguments are refused. */
export async function orRefusal(make: () => Promise<Properties>): Promise<Invoked> {
    try {
        return { problems: [], result: await make() };
    } catch (error) {
        if (error instanceof Refused) return { problems: [error.message] };
        throw error;
    }
}
