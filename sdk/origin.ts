import { type CustomResourceOptions, createUrn, getProject, getStack, type Resource } from "@pulumi/pulumi";
import type { Problem } from "../provider/input/fields";
import type { Origin } from "../provider/input/origin";
import { type Finding, inspected, isMap, type PlainMap } from "./argument";
import { problemsOf } from "./argument-problems";

/**
 * Returns the properties that a resource passes to Pulumi: its arguments, and what only the program knows about them. An argument
 * that cannot be passed is left out, and `check` refuses the resource with the reason.
 */
export function propertiesOf(
    outputs: PlainMap,
    args: object,
    type: string,
    name: string,
    options: CustomResourceOptions = {},
) {
    const given = Object.entries(args).map(([argument, value]) => ({
        argument,
        value,
        found: inspected(argument, value),
    }));
    // A property that is undefined here becomes an output. Pulumi writes into the object, so it gets a new one.
    const values = given.map(({ argument, value, found }) => [
        argument,
        found instanceof Promise ? found.then((all) => whole(value, all)) : carried(whole(value, found)),
    ]);
    const findings = given.map(({ found }) => found);
    const origin = originOf(urnOf(type, name, options.parent), findings, optionProblems(options));
    return { ...outputs, ...Object.fromEntries(values), __origin: origin };
}

/** If Pulumi deletes a resource with another one, it calls no provider. So nobody would retire the records, or report them. */
const optionProblems = ({ deletedWith }: CustomResourceOptions): readonly Problem[] =>
    deletedWith === undefined ? [] : [{ path: "the option deletedWith", reason: NOT_DELETED_WITH }];

const NOT_DELETED_WITH =
    "is not supported: when Pulumi deletes the other resource, it drops the records from the state and leaves them unchanged on GitHub. Remove the option, or use " +
    "retainOnDelete to keep the records";

/** The value, or undefined if a part of it cannot be passed on. */
const whole = (value: unknown, found: readonly Finding[]): unknown =>
    found.every(({ is }) => is === "secret") ? value : undefined;

/** A plain value if all of it is known, otherwise one promise: Pulumi keeps a stack trace for each promise, which takes time. */
function originOf(
    urn: Later<string>,
    findings: readonly Later<readonly Finding[]>[],
    problems: readonly Problem[],
): Later<Origin> {
    const origin = (urn: string, findings: readonly Finding[]): Origin => ({
        urn,
        secrets: secretArguments(findings),
        problems: [...problemsOf(findings), ...problems],
    });
    const isPlain = typeof urn === "string" && findings.every((found) => !(found instanceof Promise));
    if (isPlain) return origin(urn, (findings as readonly (readonly Finding[])[]).flat());
    return Promise.all([urn, Promise.all(findings)]).then(([urn, findings]) => origin(urn, findings.flat()));
}

const secretArguments = (findings: readonly Finding[]): readonly string[] => [
    ...new Set(findings.flatMap(({ is, place }) => (is === "secret" ? [argumentAt(place)] : []))),
];

const argumentAt = (place: string): string => place.split("[", 1)[0] as string;

/** A value, or a promise if the value is not available at once. */
type Later<Value> = Value | Promise<Value>;

/** A map with a key such as `toString` cannot be passed on directly, but it can be passed as a promise. */
const carried = (value: unknown): unknown => (isMap(value) && hasInherited(value) ? Promise.resolve(value) : value);

/** True if a map, or a map inside it, has an entry with a name that every object has. */
function hasInherited(map: PlainMap): boolean {
    return Object.keys(map).some((key) => {
        const value = map[key];
        return key in Object.prototype || (isMap(value) && hasInherited(value));
    });
}

/** The URN, as `createUrn` makes it. With a parent it is a promise: an output would make the resource depend on its siblings. */
function urnOf(type: string, name: string, parent: Resource | undefined): Later<string> {
    const token = `pulumi-nodejs:dynamic/${type}`;
    if (parent === undefined) return `urn:pulumi:${getStack()}::${getProject()}::${token}::${name}`;
    return new Promise((resolve) => {
        createUrn(name, token, parent).apply(resolve);
    });
}
