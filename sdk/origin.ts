import {
    createUrn,
    getProject,
    getStack,
    type Input,
    isSecret,
    Output,
    output,
    type Resource,
    unsecret,
} from "@pulumi/pulumi";
import type { Origin } from "../provider/origin";

type Arguments = Readonly<Record<string, unknown>>;

/** The properties that a resource hands to Pulumi: its arguments, and what only the program knows of them. */
export function propertiesOf(outputs: Arguments, args: object, type: string, name: string, parent?: Resource) {
    const given = Object.entries(args);
    const lost = given.map(lostIn);
    // A property that is undefined here becomes an output; Pulumi writes into the object, so it gets its own.
    const values = given.map(([argument, value], index) => [
        argument,
        isEmpty(lost[index]) ? carried(value) : undefined,
    ]);
    const origin = originOf(urnOf(type, name, parent), secretsOf(given), lost);
    return { ...outputs, ...Object.fromEntries(values), __origin: origin };
}

/** Plain where all of it is known, else one promise: of each promise, Pulumi keeps a stack trace, which takes its time. */
function originOf(urn: Later<string>, secrets: Later<readonly string[]>, lost: readonly Lost[]) {
    const origin = { urn, secrets, lost } satisfies { [Key in keyof Origin]: unknown };
    const later = urn instanceof Promise || secrets instanceof Promise;
    return later ? Promise.all([urn, secrets]).then(([urn, secrets]) => ({ urn, secrets, lost })) : origin;
}

/** A value, or a promise where it cannot be had at once. */
type Later<Value> = Value | Promise<Value>;

/** A map with a key such as `toString` cannot be handed over as it is, but as a promise it can. */
const carried = (value: unknown): unknown => (isMap(value) && hasInherited(value) ? Promise.resolve(value) : value);

/** True where a map, or one in it, has an entry by a name that every object has. */
function hasInherited(map: Arguments): boolean {
    return Object.keys(map).some((key) => {
        const value = map[key];
        return key in Object.prototype || (isMap(value) && hasInherited(value));
    });
}

/** As `createUrn` makes it. Where there is a parent, as a promise: an output would make the resource depend on its siblings. */
function urnOf(type: string, name: string, parent: Resource | undefined): Later<string> {
    const token = `pulumi-nodejs:dynamic/${type}`;
    if (parent === undefined) return `urn:pulumi:${getStack()}::${getProject()}::${token}::${name}`;
    return new Promise((resolve) => {
        createUrn(name, token, parent).apply(resolve);
    });
}

/** The names of the arguments that are secrets, or hold one: none where all of them are plain values. */
function secretsOf(given: readonly [string, unknown][]): Later<readonly string[]> {
    const coming = given.map(([argument, value]) => ({ argument, values: laterValues(value) }));
    const suspects = coming.filter(({ values }) => values.length > 0);
    return suspects.length === 0 ? [] : Promise.all(suspects.map(secretIn)).then((names) => names.flat());
}

/** What fails here fails again, and is told, where Pulumi resolves it. */
async function secretIn({ argument, values }: { argument: string; values: readonly unknown[] }): Promise<string[]> {
    const later = values.map((one) => isSecret(output(one)));
    const areSecret: readonly boolean[] = await Promise.all(later).catch(() => []);
    return areSecret.includes(true) ? [argument] : [];
}

/** The values at any depth that come later. The others are no secrets, and there may be very many of them. */
function laterValues(value: unknown, found: unknown[] = []): readonly unknown[] {
    if (typeof value !== "object" || value === null) return found;
    if (Output.isInstance(value) || value instanceof Promise) found.push(value);
    else for (const item of Object.values(value)) laterValues(item, found);
    return found;
}

/** Where an argument holds what Pulumi loses on the way, at any depth: an entry called `__proto__`, or half a character. */
function lostIn([argument, value]: [string, unknown]): Lost {
    const placesIn = (known: unknown): string[] => lostPlaces(known).map((place) => `${argument}${place}`);
    // A promise that fails is told of where Pulumi resolves the argument itself.
    if (value instanceof Promise) return value.then(placesIn, () => []);
    return Output.isInstance(value) ? unsecret(value.apply(placesIn)) : placesIn(value);
}

/** The paths of places, once they are known. */
type Lost = Input<readonly string[]>;

/** What comes later is handed over as it is: Pulumi carries it, and check tells what it lost. */
const isEmpty = (lost: Lost | undefined): boolean => !Array.isArray(lost) || lost.length === 0;

/** The paths within a value. There may be very many entries: a path is only built where something is lost. */
function lostPlaces(value: unknown): readonly string[] {
    if (typeof value === "string") return isWhole(value) ? NONE : ITSELF;
    const isList = Array.isArray(value);
    if (!isList && !isMap(value)) return NONE;
    const places: string[] = [];
    for (const key of Object.keys(value)) {
        const found = key === "__proto__" || !isWhole(key) ? ITSELF : lostPlaces((value as Arguments)[key]);
        for (const place of found) places.push(`[${isList ? key : JSON.stringify(key)}]${place}`);
    }
    return places;
}

const NONE: readonly string[] = [];
const ITSELF: readonly string[] = [""];

/** False for a text with half a character in it. */
const isWhole = (text: string): boolean => !HALF_A_CHARACTER.test(text);

const HALF_A_CHARACTER = /\p{Surrogate}/u;

/** True for a plain object: neither a list nor a value that comes later. */
const isMap = (value: unknown): value is Arguments =>
    typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype;
