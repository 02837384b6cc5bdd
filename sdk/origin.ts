import { createUrn, isSecret, Output, output, type Resource, unsecret } from "@pulumi/pulumi";
import type { Origin } from "../provider/origin";

type Arguments = Readonly<Record<string, unknown>>;

/** The properties that a resource hands to Pulumi: its arguments, and what only the program knows of them. */
export function propertiesOf(outputs: Arguments, args: object, type: string, name: string, parent?: Resource) {
    const given = Object.entries(args);
    const origin: { [Key in keyof Origin]: unknown } = {
        urn: urnOf(type, name, parent),
        secrets: Promise.all(given.map(secretsIn)).then((names) => names.flat()),
        lost: given.map(([argument, value]) => lostIn(argument, value)),
    };
    // A property that is undefined here becomes an output; Pulumi writes into the object, so it gets its own.
    const values = given.map(([argument, value]) => [argument, carried(argument, value)]);
    return { ...outputs, ...Object.fromEntries(values), __origin: origin };
}

/** A map with a key such as `toString` cannot be handed over as it is, but as a promise it can; what would be lost cannot. */
function carried(argument: string, value: unknown): unknown {
    if (lostPlaces(argument, value).length > 0) return undefined;
    return isMap(value) ? Promise.resolve(value) : value;
}

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
function lostIn(argument: string, value: unknown): unknown {
    return Output.isInstance(value)
        ? unsecret(value.apply((known) => lostPlaces(argument, known)))
        : lostPlaces(argument, value);
}

function lostPlaces(place: string, value: unknown): string[] {
    if (typeof value === "string") return HALF_A_CHARACTER.test(value) ? [place] : [];
    if (Array.isArray(value)) return value.flatMap((item, index) => lostPlaces(`${place}[${index}]`, item));
    if (!isMap(value)) return [];
    return Object.entries(value).flatMap(([key, item]) => {
        const path = `${place}[${JSON.stringify(key)}]`;
        return key === "__proto__" || HALF_A_CHARACTER.test(key) ? [path] : lostPlaces(path, item);
    });
}

const HALF_A_CHARACTER = /\p{Surrogate}/u;

/** True for a plain object: neither a list nor a value that comes later. */
const isMap = (value: unknown): value is object =>
    typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype;
