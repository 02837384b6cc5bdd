import type { Declared } from "../github/verification";
import { inBrackets, lineOf, type Problem } from "../input/fields";
import { ORIGIN, type Origin, resourceName } from "../input/origin";
import type { Run } from "../ownership/run";
import { stackPlaces } from "../settings/places";
import { PlainError } from "../text/plain-error";
import { isUnknown } from "../vocabulary";
import type { Context } from "./context";
import type { CheckFailure, Properties, ResourceHandler } from "./resource-handler";
import { verify } from "./verify";

/** Arguments as they were understood, or all that keeps them from being understood. */
export type Parsed<Desired> =
    | { readonly desired: Desired; readonly problems: readonly [] }
    | { readonly desired?: never; readonly problems: readonly Problem[] };

/** What the handlers of both resources do alike: settings, and the way from properties to what is declared. */
export interface Inputs<Desired> extends Pick<ResourceHandler, "configure" | "check"> {
    /** What is declared. Throws what `check` would have refused, for a call that Pulumi makes without it. */
    readonly desiredOf: (raw: Properties) => Desired;
    /**
     * What is declared, where it is to be written. Throws where a part of it is not known, too: outside a preview Pulumi knows every value,
     * but for what a run did without (`--continue-on-error`).
     */
    readonly knownOf: (raw: Properties) => Desired;
}

/** A record that a program declares: its key among all records, and its name within the resource. */
export interface DeclaredRecord {
    readonly key: string;
    readonly name: string;
}

/** What a preview tells of what is to be written. */
export interface Announced {
    /** The line that it shows. */
    readonly line: string;
    /** What is written. */
    readonly writes: Declared;
}

/** How one resource understands, announces and registers its arguments. */
export interface Declaration<Desired> {
    /** `owner` is the organization of a resource that names none. */
    readonly parse: (raw: Properties, owner: string | undefined) => Parsed<Desired>;
    /** What becomes of it: `olds` are the inputs of its state, empty for a new resource. */
    readonly announced: (desired: Desired, olds: Properties) => Announced;
    /** True where so much is not known yet that `diff` has nothing to say: then a known resource is announced as well. */
    readonly isOpen?: (desired: Desired) => boolean;
    /** The records that it declares, as far as they are known. */
    readonly declares: (desired: Desired) => readonly DeclaredRecord[];
    /** How some of these records are named to a person. */
    readonly label: (desired: Desired, names: readonly string[]) => string;
    /** What is said of arguments that are taken, beside those of other resources; the URN is the resource's. */
    readonly warningOf?: (desired: Desired, urn: string) => string | undefined;
    /** The arguments that identify the resource: they stand in its id and in messages, where nothing is hidden. */
    readonly identity: readonly string[];
    /** What a preview compares. */
    readonly encode: (desired: Desired) => Properties;
}

/** The inputs of one resource in one process. */
export function createInputs<Desired>(context: Context, declaration: Declaration<Desired>): Inputs<Desired> {
    const { parse, announced, isOpen, identity, encode, declares } = declaration;
    /** The resources that were checked with the inputs of their state. */
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
            // What a state knows is announced and verified by diff, which tells what is written of it.
            const first = isNew || isOpen?.(desired) ? announced(desired, before) : undefined;
            const rejected = first === undefined ? [] : await verify(context, first.writes);
            if (rejected.length > 0) return refused(news, rejected);
            const warning = origin && declaration.warningOf?.(desired, origin.urn);
            if (warning !== undefined) context.warn(warning);
            if (first !== undefined) context.say(first.line);
            // Pulumi checks what it replaces once more, as new. Its old one may be deleted before that is written.
            const isReplaced = isNew && origin !== undefined && known.has(origin.urn);
            if (isReplaced) for (const { key } of declares(desired)) context.run.recreate(key);
            if (!isNew && origin !== undefined) known.add(origin.urn);
            return { inputs: encode(desired), failures: [] };
        },
    };
}

/** The first place in some arguments that is not known: `deployments["shop/api"]["digest"]`. */
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
 * A problem as Pulumi takes it. The path stands in the reason: beside a property the engine prints the property's
 * value, which is `<nil>` for every path, and in plain text for a secret.
 */
const toFailure = (reason: string): CheckFailure => ({ property: "", reason });

/** Says a problem, without the value where that is a secret. */
const sayFor = (origin: Origin | undefined) => (problem: Problem) => {
    const [argument] = problem.path.split(/[.[]/, 1);
    const isSecret = origin?.secrets.some((secret) => secret === argument);
    return lineOf({ ...problem, ...(isSecret && problem.discreet !== undefined && { reason: problem.discreet }) });
};

/** Where an argument could not be handed over, what arrived is not what was declared: of that, nothing is to be said. */
const unusable = (origin: Origin | undefined): { desired?: never; problems: readonly Problem[] } | undefined =>
    origin === undefined || origin.problems.length === 0 ? undefined : { problems: origin.problems };

function shownSecrets(identity: readonly string[], origin: Origin | undefined): string[] {
    const reason =
        "is a secret, but it identifies the record and would be shown in its id and in messages. If it may be shown, pass it " +
        "through `pulumi.unsecret`";
    return identity.filter((name) => origin?.secrets.includes(name)).map((path) => lineOf({ path, reason }));
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
            `(${other}). A record belongs to one resource: keep it in only one of the two`,
    );
}
