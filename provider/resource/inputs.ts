import type { Declared } from "../github/verification";
import { inBrackets, lineOf, type Problem } from "../input/fields";
import { ORIGIN, type Origin, resourceName } from "../input/origin";
import type { Run } from "../ownership/run";
import { stackPlaces } from "../settings/places";
import { PlainError } from "../text/plain-error";
import { isUnknown } from "../vocabulary/unknown";
import type { Context } from "./context";
import type { CheckFailure, Properties, ResourceHandler } from "./resource-handler";
import { verify } from "./verify";

/** The parsed arguments, or all problems that prevent parsing. */
export type Parsed<Desired> =
    | { readonly desired: Desired; readonly problems: readonly [] }
    | { readonly desired?: never; readonly problems: readonly Problem[] };

/** What the handlers of both resources have in common: the settings, and how properties become the declared resource. */
export interface Inputs<Desired> extends Pick<ResourceHandler, "configure" | "check"> {
    /** The declared resource. Throws for arguments that `check` refuses, because Pulumi makes some calls without `check`. */
    readonly desiredOf: (raw: Properties) => Desired;
    /**
     * The declared resource, for a write. Also throws if a part of it is not known. Outside a preview, Pulumi knows every value,
     * except values that depend on something that failed (`--continue-on-error`).
     */
    readonly knownOf: (raw: Properties) => Desired;
}

/** A record that a program declares: its key among all records, and its name in the resource. */
export interface DeclaredRecord {
    readonly key: string;
    readonly name: string;
}

/** What a preview shows about a planned write. */
export interface Announced {
    /** The line that it shows. */
    readonly line: string;
    /** What will be written. */
    readonly writes: Declared;
}

/** How one resource parses, announces and registers its arguments. */
export interface Declaration<Desired> {
    /** `owner` is the organization for a resource that does not set one. */
    readonly parse: (raw: Properties, owner: string | undefined) => Parsed<Desired>;
    /** What will happen to the resource. `olds` are the inputs in its state. They are empty for a new resource. */
    readonly announced: (desired: Desired, olds: Properties) => Announced;
    /** True if too much is unknown for `diff` to say anything. Then a resource that is in the state is announced, too. */
    readonly isOpen?: (desired: Desired) => boolean;
    /** The records that it declares, as far as they are known. */
    readonly declares: (desired: Desired) => readonly DeclaredRecord[];
    /** The name of some of these records for messages. */
    readonly label: (desired: Desired, names: readonly string[]) => string;
    /** A warning about accepted arguments, compared with those of other resources. `urn` is the resource's URN. */
    readonly warningOf?: (desired: Desired, urn: string) => string | undefined;
    /** The arguments that identify the resource. They appear in its id and in messages, which hide nothing. */
    readonly identity: readonly string[];
    /** The inputs that a preview compares. */
    readonly encode: (desired: Desired) => Properties;
}

/** The inputs of one resource in one process. */
export function createInputs<Desired>(context: Context, declaration: Declaration<Desired>): Inputs<Desired> {
    const { parse, announced, isOpen, identity, encode, declares } = declaration;
    /** The URNs of the resources that were checked with inputs from their state. */
    const known = new Set<string>();

    function desiredOf(raw: Properties): Desired {
        const { desired, problems } = parse(raw, context.settings().owner);
        if (desired === undefined) throw new PlainError(problems.map(lineOf).join("\n"));
        return desired;
    }

    return {
        desiredOf,
        knownOf(raw) {
            const place = unknownPlace(raw);
            if (place === undefined) return desiredOf(raw);
            throw new PlainError(`${place} is not known, so nothing was recorded: run \`pulumi up\` again`);
        },
        async configure({ config }) {
            context.configure(stackPlaces(config));
        },
        async check(olds, { [ORIGIN]: handed, ...news }) {
            const origin = handed as Origin | undefined;
            const { owner, problems: settings } = context.settings();
            const { desired, problems } = unusable(origin) ?? parse(news, owner);
            const reasons = [...problems.map(sayFor(origin)), ...shownSecrets(identity, origin), ...settings];
            if (desired === undefined || reasons.length > 0) return refused(news, reasons);
            const before = olds ?? {};
            const isNew = Object.keys(before).length === 0;
            const conflicts = declaredTwice(context.run, declaration, desired, origin);
            if (conflicts.length > 0) return refused(news, conflicts);
            // A resource in the state is announced and verified by `diff`, which knows what will be written.
            const first = isNew || isOpen?.(desired) ? announced(desired, before) : undefined;
            const rejected = first === undefined ? [] : await verify(context, first.writes);
            if (rejected.length > 0) return refused(news, rejected);
            const warning = origin && declaration.warningOf?.(desired, origin.urn);
            if (warning !== undefined) context.warn(warning);
            if (first !== undefined) context.say(first.line);
            // Pulumi checks a resource that it replaces again, as new. It may delete the old one before it creates the new one.
            const isReplaced = isNew && origin !== undefined && known.has(origin.urn);
            if (isReplaced) for (const { key } of declares(desired)) context.run.recreate(key);
            if (!isNew && origin !== undefined) known.add(origin.urn);
            return { inputs: encode(desired), failures: [] };
        },
    };
}

/** The first place in the arguments that is not known: `deployments["shop/api"]["digest"]`. */
function unknownPlace(values: Properties, path = ""): string | undefined {
    for (const name of Object.keys(values)) {
        const value = values[name];
        const place = path === "" ? name : `${path}${inBrackets(name)}`;
        if (isUnknown(value)) return place;
        const inner =
            typeof value === "object" && value !== null ? unknownPlace(value as Properties, place) : undefined;
        if (inner !== undefined) return inner;
    }
    return undefined;
}

const refused = (news: Properties, reasons: readonly string[]) => ({ inputs: news, failures: reasons.map(toFailure) });

/**
 * A problem in Pulumi's form. The reason contains the path, and `property` is empty. With a property, the engine would also
 * print its value: `<nil>` for every path, and a secret in plain text.
 */
const toFailure = (reason: string): CheckFailure => ({ property: "", reason });

/** Formats a problem, without the value if it is a secret. */
const sayFor = (origin: Origin | undefined) => (problem: Problem) => {
    const [argument] = problem.path.split(/[.[]/, 1);
    const isSecret = origin?.secrets.some((secret) => secret === argument);
    return lineOf({ ...problem, ...(isSecret && problem.discreet !== undefined && { reason: problem.discreet }) });
};

/** If an argument could not be passed on, the values here are not the declared ones. Then only the origin's problems are reported. */
const unusable = (origin: Origin | undefined): { desired?: never; problems: readonly Problem[] } | undefined =>
    origin === undefined || origin.problems.length === 0 ? undefined : { problems: origin.problems };

function shownSecrets(identity: readonly string[], origin: Origin | undefined): string[] {
    const reason =
        "is a secret, but it identifies the record and would be shown in its id and in messages. If it may be shown, pass it " +
        "through `pulumi.unsecret`";
    return identity.filter((name) => origin?.secrets.includes(name)).map((path) => lineOf({ path, reason }));
}

/** Refuses the second of two resources that declare the same record. Otherwise, the last one to write it would win. */
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
            `(${other}). A record belongs to one resource: keep it in only one of the two`,
    );
}
