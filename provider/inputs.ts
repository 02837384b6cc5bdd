import type { Context } from "./context";
import { type Problem, told } from "./fields";
import type { Declared } from "./github/verification";
import { ORIGIN, type Origin, resourceName } from "./origin";
import { PlainError } from "./plain-error";
import type { CheckFailure, Properties, ResourceHandler } from "./resource-handler";
import type { Run } from "./run";
import { stackPlaces } from "./settings/places";
import { verify } from "./verify";
import { isUnknown } from "./vocabulary";

/** Arguments as they were understood, or all that keeps them from being understood. */
export type Parsed<Desired> =
    | { readonly desired: Desired; readonly problems: readonly [] }
    | { readonly desired?: never; readonly problems: readonly Problem[] };

/** What the handlers of both resources do alike: settings, and the way from properties to what is declared. */
export interface Inputs<Desired> extends Pick<ResourceHandler, "configure" | "check"> {
    /** What is declared. Throws what `check` would have refused, for a call that Pulumi makes without it. */
    readonly desiredOf: (raw: Properties) => Desired;
}

/** A record that a program declares: its key among all records, and its name within the resource. */
export interface DeclaredRecord {
    readonly key: string;
    readonly name: string;
}

/** How one resource understands, announces and registers its arguments. */
export interface Declaration<Desired> {
    /** `owner` is the organization of a resource that names none. */
    readonly parse: (raw: Properties, owner: string | undefined) => Parsed<Desired>;
    /** The line that a preview shows for a new resource. */
    readonly announce: (desired: Desired) => string;
    /** True where so much is not known yet that `diff` has nothing to say: then the line is shown for a known resource, too. */
    readonly isOpen?: (desired: Desired) => boolean;
    /** The records that it declares, as far as they are known. */
    readonly declares: (desired: Desired) => readonly DeclaredRecord[];
    /** How some of these records are named to a person. */
    readonly label: (desired: Desired, names: readonly string[]) => string;
    /** What is said of arguments that are taken, beside those of other resources; the URN is the resource's. */
    readonly warningOf?: (desired: Desired, urn: string) => string | undefined;
    /** What is written of a new resource. */
    readonly writes: (desired: Desired) => Declared;
    /** The arguments that identify the resource: they stand in its id and in messages, where nothing is hidden. */
    readonly identity: readonly string[];
    /** What a preview compares. */
    readonly encode: (desired: Desired) => Properties;
}

/** The inputs of one resource in one process. */
export function createInputs<Desired>(context: Context, declaration: Declaration<Desired>): Inputs<Desired> {
    const { parse, announce, isOpen, identity, encode, declares, writes } = declaration;
    /** The resources that were checked with the inputs of their state. */
    const known = new Set<string | undefined>();

    return {
        async configure({ config }) {
            context.configure(stackPlaces(config));
        },
        async check(olds, { [ORIGIN]: told, ...news }) {
            const origin = told as Origin | undefined;
            const { owner, problems: settings } = context.settings();
            const { desired, problems } = lostInputs(origin) ?? parse(news, owner);
            const reasons = [...problems.map(sayFor(origin)), ...shownSecrets(identity, origin), ...settings];
            if (desired === undefined || reasons.length > 0) return refused(news, reasons);
            const isNew = Object.keys(olds ?? {}).length === 0;
            const conflicts = declaredTwice(context.run, declaration, desired, origin);
            // What a state knows is verified by diff, which tells what is written of it.
            const rejected = isNew && conflicts.length === 0 ? await verify(context, writes(desired)) : [];
            if (conflicts.length + rejected.length > 0) return refused(news, [...conflicts, ...rejected]);
            const warning = origin && declaration.warningOf?.(desired, origin.urn);
            if (warning !== undefined) context.warn(warning);
            if (isNew || isOpen?.(desired)) context.say(announce(desired));
            // Pulumi checks what it replaces once more, as new. Its old one may be deleted before that is written.
            if (isNew && known.has(origin?.urn)) for (const { key } of declares(desired)) context.run.replace(key);
            if (!isNew) known.add(origin?.urn);
            return { inputs: encode(desired), failures: [] };
        },
        desiredOf(raw) {
            const { desired, problems } = parse(raw, context.settings().owner);
            if (desired === undefined) throw new PlainError(problems.map(told).join("\n"));
            return desired;
        },
    };
}

const refused = (news: Properties, reasons: readonly string[]) => ({ inputs: news, failures: reasons.map(toFailure) });

/**
 * A problem as Pulumi takes it. The path stands in the reason: beside a property the engine prints the property's
 * value, which is `<nil>` for every path, and in plain text for a secret.
 */
const toFailure = (reason: string): CheckFailure => ({ property: "", reason });

/** Says a problem, without the value where that is a secret. */
const sayFor = (origin: Origin | undefined) => (problem: Problem) => {
    const [argument] = problem.path.split(/[.[]/, 1);
    const isSecret = origin?.secrets.some((secret) => secret === argument);
    return told({ ...problem, ...(isSecret && problem.discreet !== undefined && { reason: problem.discreet }) });
};

/** Where Pulumi lost something, what arrived is not what was declared: of that, nothing is to be said. */
function lostInputs(origin: Origin | undefined): { desired?: never; problems: readonly Problem[] } | undefined {
    const paths = (origin?.lost ?? []).flat().filter((path) => !isUnknown(path));
    const reason = "cannot be carried by Pulumi: no entry may be called __proto__, and no text hold half a character";
    return paths.length === 0 ? undefined : { problems: paths.map((path) => ({ path, reason })) };
}

function shownSecrets(identity: readonly string[], origin: Origin | undefined): string[] {
    const reason =
        "is a secret, but it identifies the record and would be shown in its id and in messages: pass it through " +
        "`pulumi.unsecret` if it may be";
    return identity.filter((name) => origin?.secrets.includes(name)).map((path) => told({ path, reason }));
}

/** The second of two resources that declare a record is refused: the last one to write it would win. */
function declaredTwice<Desired>(
    run: Run,
    { declares, label }: Declaration<Desired>,
    desired: Desired,
    origin: Origin | undefined,
): string[] {
    const shared = new Map<string, string[]>();
    for (const { key, name } of declares(desired)) {
        const other = run.declare(key, name, origin?.urn);
        if (other === undefined) continue;
        const names = shared.get(other) ?? [];
        names.push(name);
        shared.set(other, names);
    }
    return [...shared].map(
        ([other, names]) =>
            `${label(desired, names)}: declared by ${resourceName(String(origin?.urn))} and also by ${resourceName(other)} ` +
            `(${other}). A record belongs to one resource: keep it in one of the two`,
    );
}
