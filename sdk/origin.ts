import { type CustomResourceOptions, createUrn, getProject, getStack, type Resource } from "@pulumi/pulumi";
import type { Problem } from "../provider/input/fields";
import type { Origin } from "../provider/input/origin";
import { type Finding, inspected, isMap, type PlainMap } from "./argument";
import { problemsOf } from "./argument-problems";

/**
 * The properties that a resource hands to Pulumi: its arguments, and what only the program knows of them. An argument that
 * cannot be handed over is left out, and `check` refuses the resource with the reason.
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
    // A property that is undefined here becomes an output; Pulumi writes into the object, so it gets its own.
    const values = given.map(({ argument, value, found }) => [
        argument,
        found instanceof Promise ? found.then((all) => whole(value, all)) : carried(whole(value, found)),
    ]);
    const findings = given.map(({ found }) => found);
    const origin = originOf(urnOf(type, name, options.parent), findings, optionProblems(options));
    return { ...outputs, ...Object.fromEntries(values), __origin: origin };
}

/** Pulumi calls no provider for what it deletes with something else, so nobody would retire the records, or tell of them. */
const optionProblems = ({ deletedWith }: CustomResourceOptions): readonly Problem[] =>
    deletedWith === undefined ? [] : [{ path: "the option deletedWith", reason: NOT_DELETED_WITH }];

const NOT_DELETED_WITH =
    "is not supported: when Pulumi deletes the other resource, it drops the records from the state and leaves them unchanged on GitHub. Remove the option, or use " +
    "retainOnDelete to keep the records";

/** Nothing, where a part of it cannot be handed over. */
const whole = (value: unknown, found: readonly Finding[]): unknown =>
    found.every(({ is }) => is === "secret") ? value : undefined;

/** Plain where all of it is known, else one promise: of each promise, Pulumi keeps a stack trace, which takes its time. */
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

/** A value, or a promise where it cannot be had at once. */
type Later<Value> = Value | Promise<Value>;

/** A map with a key such as `toString` cannot be handed over as it is, but as a promise it can. */
const carried = (value: unknown): unknown => (isMap(value) && hasInherited(value) ? Promise.resolve(value) : value);

/** True if a map, or one in it, has an entry by a name that every object has. */
function hasInherited(map: PlainMap): boolean {
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
