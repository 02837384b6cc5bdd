import { createUrn, type Input, isSecret, Output, output, type Resource, unsecret } from "@pulumi/pulumi";
import type { Origin } from "../provider/origin";

type Arguments = Readonly<Record<string, unknown>>;

/** The properties that a resource hands to Pulumi: its arguments, and what only the program knows of them. */
export function propertiesOf(outputs: Arguments, args: object, type: string, name: string, parent?: Resource) {
    const given = Object.entries(args);
    const lost = given.map(lostIn);
    const secrets = Promise.all(given.map(secretsIn)).then((names) => names.flat());
    // One promise for all: of each, Pulumi keeps a stack trace, which takes a millisecond.
    const origin: Promise<{ [Key in keyof Origin]: unknown }> = Promise.all([urnOf(type, name, parent), secrets]).then(
        ([urn, secrets]) => ({ urn, secrets, lost }),
    );
    // A property that is undefined here becomes an output; Pulumi writes into the object, so it gets its own.
    const values = given.map(([argument, value], index) => [
        argument,
        isEmpty(lost[index]) ? carried(value) : undefined,
    ]);
    return { ...outputs, ...Object.fromEntries(values), __origin: origin };
}

/** A map with a key such as `toString` cannot be handed over as it is, but as a promise it can. */
const carried = (value: unknown): unknown => (isMap(value) && hasInherited(value) ? Promise.resolve(value) : value);

/** True where a map, or one in it, has an entry by a name that every object has. */
const hasInherited = (map: object): boolean =>
    Object.entries(map).some(([key, value]) => key in Object.prototype || (isMap(value) && hasInherited(value)));

/** As a promise: an output would make the resource depend on its parent's other children. */
const urnOf = (type: string, name: string, parent: Resource | undefined): Promise<string> =>
    new Promise((resolve) => {
        createUrn(name, `pulumi-nodejs:dynamic/${type}`, parent).apply(resolve);
    });

/** The argument's name, if it is a secret or holds one. What fails here fails again, and is told, where Pulumi resolves it. */
async function secretsIn([argument, value]: [string, unknown]): Promise<string[]> {
    const later = laterValues(value).map((one) => isSecret(output(one)));
    const areSecret: readonly boolean[] = await Promise.all(later).catch(() => []);
    return areSecret.includes(true) ? [argument] : [];
}

/** The values at any depth that come later. The others are no secrets, and there may be very many of them. */
function laterValues(value: unknown): unknown[] {
    if (Output.isInstance(value) || value instanceof Promise) return [value];
    return typeof value === "object" && value !== null ? Object.values(value).flatMap(laterValues) : [];
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
function lostPlaces(value: unknown): string[] {
    if (typeof value === "string") return HALF_A_CHARACTER.test(value) ? [""] : [];
    if (Array.isArray(value)) {
        return value.flatMap((item, index) => lostPlaces(item).map((place) => `[${index}]${place}`));
    }
    if (!isMap(value)) return [];
    return Object.entries(value).flatMap(([key, item]) => {
        const places = key === "__proto__" || HALF_A_CHARACTER.test(key) ? [""] : lostPlaces(item);
        return places.map((place) => `[${JSON.stringify(key)}]${place}`);
    });
}

const HALF_A_CHARACTER = /\p{Surrogate}/u;

/** True for a plain object: neither a list nor a value that comes later. */
const isMap = (value: unknown): value is object =>
    typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype;
