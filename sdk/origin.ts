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
    // A property that is undefined here becomes an output; Pulumi writes into the object, so it gets its own. A map with
    // a key such as `toString` cannot be handed over as it is, but as a promise it can.
    const values = given.map(([argument, value]) => [argument, isMap(value) ? Promise.resolve(value) : value]);
    return { ...outputs, ...Object.fromEntries(values), __origin: origin };
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

/** Where an argument has a key that Pulumi loses on the way, at any depth. */
function lostIn(place: string, value: unknown): unknown {
    return Output.isInstance(value) ? unsecret(value.apply((known) => lostKeys(place, known))) : lostKeys(place, value);
}

function lostKeys(place: string, value: unknown): string[] {
    if (Array.isArray(value)) return value.flatMap((item, index) => lostKeys(`${place}[${index}]`, item));
    if (!isMap(value)) return [];
    return Object.entries(value).flatMap(([key, item]) => {
        const path = `${place}[${JSON.stringify(key)}]`;
        return key === "__proto__" ? [path] : lostKeys(path, item);
    });
}

/** True for a plain object: neither a list nor a value that comes later. */
const isMap = (value: unknown): value is object =>
    typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype;
