/**
 * Rules for the value of an argument, and the messages for a value that breaks them.
 * Unknown values pass at any depth. They are checked again once Pulumi knows them.
 */
import { closest, distance } from "fastest-levenshtein";
import { isPrintable, printable } from "../text/printable";
import { byCodeUnit } from "../vocabulary/order";
import { isUnknown } from "../vocabulary/unknown";
import { charactersOf } from "../vocabulary/words";

/** One problem of an argument: where it is (`deployments["a/b/c"].digest`), and what would be correct. */
export interface Problem {
    readonly path: string;
    readonly reason: string;
    /** The reason without the value, if `reason` quotes the value. It is used if the value is a secret. */
    readonly discreet?: string;
}

/** Returns what is wrong with a value that is known and present. The list is empty if nothing is wrong. */
export type Field = (value: unknown) => readonly Problem[];

/** The fields of an object by name, and which of them are required. */
export interface Shape {
    readonly fields: Readonly<Record<string, Field>>;
    readonly required: readonly string[];
    /** The messages for missing required fields, if the default message does not say enough. */
    readonly missing?: Readonly<Record<string, string>>;
    /** Properties that arrive with the arguments but are not arguments. */
    readonly ignored?: readonly string[];
}

/** A problem as a line that starts with its path. */
export const lineOf = ({ path, reason }: Problem): string => `${path} ${reason}`;

/** The result for a value without problems. */
export const FINE: readonly Problem[] = [];

/** A problem with a message that does not contain the value. */
export const wrong = (reason: string): readonly Problem[] => [{ path: "", reason }];

/** The problem of a value that breaks a rule. The hint is made from the value, so it is hidden if the value is a secret. */
export const unfit = (value: unknown, must: string, hint = ""): readonly Problem[] => [
    { path: "", reason: `is ${quote(value)}${must}${hint}`, discreet: `is a secret that is not shown here${must}` },
];

/** Quotes a value in a message: as printable JSON, shortened if it is long. */
export function quote(value: unknown): string {
    const text = printable(JSON.stringify(value) ?? String(value));
    return text.length > 120 ? `${text.slice(0, 117)}…` : text;
}

/** The rule for a text: how many characters it may have, and which. */
export interface TextRule {
    readonly min?: number;
    readonly max: number;
    readonly pattern?: RegExp;
    /** What the pattern requires, as the end of "must be …". */
    readonly shape?: string;
    /** Returns the text that the user probably meant, if it can tell. */
    readonly suggest?: (value: string) => string | undefined;
}

/** The check for a text. `min` is 1 by default. */
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

/** The message for a text with characters that a terminal should not get. */
export const NOT_PRINTABLE =
    " and contains a control character, a line break, a text-direction mark or half of a character, which is not allowed";

/** The check for one of a few words. */
export function oneOf(words: readonly string[]): Field {
    const known = new Set<unknown>(words);
    const list = words.map((word) => quote(word)).join(" or ");
    return (value) => (known.has(value) ? FINE : unfit(value, `, but must be ${list}`));
}

/** The check for a list of words that may contain each of a few words once. */
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

/** True for an object that is neither null nor a list. */
export const isPlainObject = (value: unknown): value is Record<string, unknown> =>
    typeof value === "object" && value !== null && !Array.isArray(value);

/** True for an argument that was left out. Pulumi does not distinguish null from undefined. */
export const isAbsent = (value: unknown): value is null | undefined => value === undefined || value === null;

/** Returns everything that is wrong with the properties of an object, including names that are not arguments. */
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

/** Returns what is wrong with each of many items. There may be very many, so it allocates nothing for an item without problems. */
export function ofEach<Item>(
    items: readonly Item[],
    problemsOfItem: (item: Item, index: number) => readonly Problem[],
): readonly Problem[] {
    const problems: Problem[] = [];
    for (let index = 0; index < items.length; index += 1) addTo(problems, problemsOfItem(items[index] as Item, index));
    return problems;
}

/** Adds problems one by one: there may be more of them than a function call can have arguments. */
function addTo(problems: Problem[], more: readonly Problem[]): void {
    for (const problem of more) problems.push(problem);
}

/** The problems of two parts together. */
export const both = (one: readonly Problem[], other: readonly Problem[]): readonly Problem[] =>
    one.length === 0 ? other : [...one, ...other];

/** The same problems with paths from the object that holds the value. `place` is a property name, `[3]` or `["key"]`. */
export function under(place: string, problems: readonly Problem[]): Problem[] {
    return problems.map(({ path, ...problem }) => ({
        ...problem,
        path: path === "" || path.startsWith("[") ? `${place}${path}` : `${place}.${path}`,
    }));
}

/** The name of a map's entry as a part of a path: `["a/b/c"]`. */
export const inBrackets = (name: string): string => `[${printable(JSON.stringify(name))}]`;
