/**
 * What an argument may hold, and how that is said to the person who wrote it.
 * Unknown values pass at any depth: they are checked again once Pulumi knows them.
 */
import { closest, distance } from "fastest-levenshtein";
import { isPrintable, printable } from "../text/printable";
import { byCodeUnit, charactersOf, isUnknown } from "../vocabulary";

/** One thing wrong with an argument: where (`deployments["a/b/c"].digest`), and what would be right. */
export interface Problem {
    readonly path: string;
    readonly reason: string;
    /** The reason without the value, where it quotes one: for a value that is a secret. */
    readonly discreet?: string;
}

/** Says what is wrong with a value that is known and present; an empty list where nothing is. */
export type Field = (value: unknown) => readonly Problem[];

/** The fields of an object by name, and which of them it cannot do without. */
export interface Shape {
    readonly fields: Readonly<Record<string, Field>>;
    readonly required: readonly string[];
    /** What is said of a required one that is missing, where there is more to say than that. */
    readonly missing?: Readonly<Record<string, string>>;
    /** Properties that come along without being arguments. */
    readonly ignored?: readonly string[];
}

/** A problem as a line, with its path before it. */
export const lineOf = ({ path, reason }: Problem): string => `${path} ${reason}`;

/** Nothing is wrong. */
export const FINE: readonly Problem[] = [];

/** A problem that is told without the value. */
export const wrong = (reason: string): readonly Problem[] => [{ path: "", reason }];

/** A value that does not fit. The hint is made from the value, and kept quiet with it. */
export const unfit = (value: unknown, must: string, hint = ""): readonly Problem[] => [
    { path: "", reason: `is ${quote(value)}${must}${hint}`, discreet: `is a secret that is not shown here${must}` },
];

/** How a value is quoted in a message: as JSON that can be shown, cut where it is long. */
export function quote(value: unknown): string {
    const text = printable(JSON.stringify(value) ?? String(value));
    return text.length > 120 ? `${text.slice(0, 117)}…` : text;
}

/** How many characters a text may have, and which. */
export interface TextRule {
    readonly min?: number;
    readonly max: number;
    readonly pattern?: RegExp;
    /** What the pattern asks for, as the end of "must be …". */
    readonly shape?: string;
    /** The text that the writer probably meant, if there is one. */
    readonly suggest?: (value: string) => string | undefined;
}

/** A text. `min` is 1 character unless told. */
export function text(rule: TextRule): Field {
    const { min = 1, max, pattern, suggest } = rule;
    const shape =
        rule.shape ?? (min === 0 ? `text of at most ${max} characters` : `text of ${min} to ${max} characters`);
    const fits = (value: string): boolean => {
        const length = charactersOf(value, max);
        return length >= min && length <= max && (pattern?.test(value) ?? true);
    };
    return (value) => {
        if (typeof value !== "string") return unfit(value, `, but must be ${shape}`);
        if (fits(value)) return isPrintable(value) ? FINE : unfit(value, NOT_PRINTABLE);
        const meant = suggest?.(value);
        const offer = meant !== undefined && fits(meant) ? `; did you mean ${quote(meant)}?` : "";
        const length = charactersOf(value, max);
        const excess = length > max ? ` (${length} characters; the limit is ${max})` : "";
        return unfit(value, `${excess}, but must be ${shape}`, offer);
    };
}

/** What is said of a text with characters that no terminal should be shown. */
export const NOT_PRINTABLE =
    " and contains a control character, a line break, a text-direction mark or half of a character, which is not allowed";

/** One of a few words. */
export function oneOf(words: readonly string[]): Field {
    const known = new Set<unknown>(words);
    const list = words.map((word) => quote(word)).join(" or ");
    return (value) => (known.has(value) ? FINE : unfit(value, `, but must be ${list}`));
}

/** A list of different words out of a few. */
export function setOf(words: readonly string[]): Field {
    const word = oneOf(words);
    return (value) => {
        if (!Array.isArray(value)) return unfit(value, `, but must be a list of ${words.join(", ")}`);
        return ofEach(value, (item, index) => {
            if (isUnknown(item)) return FINE;
            const found = value.indexOf(item) < index ? unfit(item, ", which is already in the list") : word(item);
            return found.length === 0 ? FINE : under(`[${index}]`, found);
        });
    };
}

/** True for a value that has properties of its own: not null, not a list, not a plain value. */
export const isPlainObject = (value: unknown): value is Record<string, unknown> =>
    typeof value === "object" && value !== null && !Array.isArray(value);

/** True for an argument that was left out: Pulumi does not tell null from undefined. */
export const isAbsent = (value: unknown): value is null | undefined => value === undefined || value === null;

/** Everything that is wrong with the properties of an object, unknown names included. */
export function problemsOf(value: Readonly<Record<string, unknown>>, shape: Shape): readonly Problem[] {
    const problems: Problem[] = [];
    for (const name of shape.required) {
        if (isAbsent(value[name]))
            problems.push({ path: name, reason: shape.missing?.[name] ?? "is required, but missing" });
    }
    for (const name of Object.keys(value)) {
        const given = value[name];
        if (isAbsent(given) || isUnknown(given) || shape.ignored?.includes(name)) continue;
        if (Object.hasOwn(shape.fields, name)) {
            const found = (shape.fields[name] as Field)(given);
            if (found.length > 0) addTo(problems, under(name, found));
        } else {
            problems.push({ path: name, reason: `is not an argument here${nearest(name, shape)}` });
        }
    }
    return problems;
}

function nearest(name: string, shape: Shape): string {
    const known = Object.keys(shape.fields).sort(byCodeUnit);
    const plain = (word: string): string => word.replaceAll(/[_-]/g, "").toLowerCase();
    const best = closest(plain(name), known.map(plain));
    const argument = known.find((word) => plain(word) === best) as string;
    return distance(plain(name), best) <= Math.max(2, name.length / 2)
        ? `; did you mean ${quote(argument)}?`
        : `; the arguments are ${known.join(", ")}`;
}

/** What is wrong with each of many. There may be very many, so nothing is made for one that is fine. */
export function ofEach<Item>(
    items: readonly Item[],
    problemsOfItem: (item: Item, index: number) => readonly Problem[],
): readonly Problem[] {
    const problems: Problem[] = [];
    for (let index = 0; index < items.length; index += 1) addTo(problems, problemsOfItem(items[index] as Item, index));
    return problems;
}

/** One by one: an argument may have more problems than a call may have arguments. */
function addTo(problems: Problem[], more: readonly Problem[]): void {
    for (const problem of more) problems.push(problem);
}

/** What is wrong with two sides of a thing. */
export const both = (one: readonly Problem[], other: readonly Problem[]): readonly Problem[] =>
    one.length === 0 ? other : [...one, ...other];

/** The same problems, seen from the object that holds the value. `place` is a property name, `[3]` or `["key"]`. */
export function under(place: string, problems: readonly Problem[]): Problem[] {
    return problems.map(({ path, ...problem }) => ({
        ...problem,
        path: path === "" || path.startsWith("[") ? `${place}${path}` : `${place}.${path}`,
    }));
}

/** How the entry of a map is named in a path: `["a/b/c"]`. */
export const inBrackets = (name: string): string => `[${printable(JSON.stringify(name))}]`;
