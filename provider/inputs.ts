import type { Problem } from "./fields";
import { PlainError } from "./plain-error";
import type { CheckFailure, Context, Properties, ResourceHandler } from "./resource-handler";
import type { Settings } from "./settings";

/** Arguments as they were understood, or all that keeps them from being understood. */
export type Parsed<Desired> =
    | { readonly desired: Desired; readonly problems: readonly [] }
    | { readonly desired?: never; readonly problems: readonly Problem[] };

/** What the handlers of both resources do alike: settings, and the way from properties to what is declared. */
export interface Inputs<Desired> extends Pick<ResourceHandler, "configure" | "check"> {
    /** What is declared. Throws what `check` would have refused, for a call that Pulumi makes without it. */
    readonly desiredOf: (raw: Properties) => Desired;
}

/** How one resource understands, announces and registers its arguments. */
export interface Declaration<Desired> {
    /** `owner` is the organization of a resource that names none. */
    readonly parse: (raw: Properties, owner: string | undefined) => Parsed<Desired>;
    /** The line that a preview shows for a new resource. */
    readonly announce: (desired: Desired) => string;
    /** The records that it declares to be in use, by key, as far as they are known. */
    readonly claims: (desired: Desired) => readonly string[];
    /** What a preview compares. */
    readonly encode: (desired: Desired) => Properties;
}

/** The inputs of one resource in one process. */
export function createInputs<Desired>(context: Context, declaration: Declaration<Desired>): Inputs<Desired> {
    const parse = (raw: Properties): Parsed<Desired> => declaration.parse(raw, context.settings().owner);
    return {
        async configure({ config }) {
            context.configure(config);
        },
        async check(olds, news) {
            const { desired, problems } = parse(news);
            const failures = toFailures(problems, context.settings());
            if (desired === undefined || failures.length > 0) return { inputs: news, failures };
            for (const key of declaration.claims(desired)) context.run.claim(key);
            if (Object.keys(olds ?? {}).length === 0) context.say(declaration.announce(desired));
            return { inputs: declaration.encode(desired), failures };
        },
        desiredOf(raw) {
            const { desired, problems } = parse(raw);
            if (desired === undefined) throw new PlainError(problems.map(said).join("\n"));
            return desired;
        },
    };
}

/**
 * Problems of the arguments and of the settings as Pulumi takes them. The path stands in the reason: beside a property
 * the engine prints the property's value, which is `<nil>` for every path, and in plain text for a secret.
 */
function toFailures(problems: readonly Problem[], settings: Settings): CheckFailure[] {
    return [...problems.map(said), ...settings.problems].map((reason) => ({ property: "", reason }));
}

const said = ({ path, reason }: Problem): string => `${path} ${reason}`;
