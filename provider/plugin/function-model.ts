import type { Context } from "../resource/context";
import type { Properties } from "../resource/resource-handler";

/** What a function answers: all that is wrong with its arguments, or its result. */
export type Invoked =
    | { readonly problems: readonly string[]; readonly result?: never }
    | { readonly problems: readonly []; readonly result: Properties };

/** A function of the package. */
export type PluginFunction = (context: Context, args: Properties, isPreview: boolean) => Promise<Invoked>;
