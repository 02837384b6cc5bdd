import { Output } from "@pulumi/pulumi";
import { partsOf } from "./output-parts";

/** Something to report about an argument in addition to its value, and the place in it. */
export type Finding =
    /** Pulumi loses it on the way: an entry called `__proto__`, or half a character. */
    | { readonly is: "lost"; readonly place: string }
    /** A promise, an output or an `apply` of the program failed. */
    | { readonly is: "failed"; readonly place: string; readonly error: unknown }
    /** It is a secret. */
    | { readonly is: "secret"; readonly place: string };

/** A value that is not known yet. */
interface Pending {
    readonly is: "pending";
    readonly place: string;
    readonly value: Output<unknown> | Promise<unknown>;
}

/**
 * Returns the findings in an argument, at any depth. If all of it is plain, it returns them at once. Otherwise, it returns a promise
 * that waits for all values. The promise never rejects: if an argument's promise rejected, Pulumi would not register the resource,
 * and it may delete a resource that is not registered.
 */
export function inspected(argument: string, value: unknown): readonly Finding[] | Promise<readonly Finding[]> {
    const found = under(argument, findingsIn(value));
    return found.every(isSettled) ? found : settled(found);
}

const isSettled = (finding: Finding | Pending): finding is Finding => finding.is !== "pending";

/** Returns the findings in a value. There may be very many entries, so a place is only built if there is something to report. */
function findingsIn(value: unknown): readonly (Finding | Pending)[] {
    if (typeof value === "string") return isWhole(value) ? NOTHING : LOST;
    if (Output.isInstance(value) || value instanceof Promise) return [{ is: "pending", place: "", value }];
    const isList = Array.isArray(value);
    if (!isList && !isMap(value)) return NOTHING;
    const findings: (Finding | Pending)[] = [];
    for (const key of Object.keys(value)) {
        const found = key === "__proto__" || !isWhole(key) ? LOST : findingsIn((value as PlainMap)[key]);
        if (found.length > 0) findings.push(...under(`[${isList ? key : JSON.stringify(key)}]`, found));
    }
    return findings;
}

const NOTHING: readonly Finding[] = [];
const LOST: readonly Finding[] = [{ is: "lost", place: "" }];

const under = <Found extends { readonly place: string }>(place: string, findings: readonly Found[]): readonly Found[] =>
    findings.map((finding) => ({ ...finding, place: `${place}${finding.place}` }));

async function settled(findings: readonly (Finding | Pending)[]): Promise<readonly Finding[]> {
    const all = await Promise.all(findings.map((finding) => (isSettled(finding) ? [finding] : settle(finding))));
    return all.flat();
}

async function settle({ place, value }: Pending): Promise<readonly Finding[]> {
    try {
        const { isSecret, found } = await resolved(value);
        const inner = await settled(under(place, findingsIn(found)));
        return isSecret ? [{ is: "secret", place }, ...inner] : inner;
    } catch (error) {
        return [{ is: "failed", place, error }];
    }
}

/** Waits for a value. All promises of an output are awaited: a rejection that nobody handles would end the program. */
async function resolved(value: Output<unknown> | Promise<unknown>): Promise<{ isSecret: boolean; found: unknown }> {
    if (value instanceof Promise) return { isSecret: false, found: await value };
    const output = partsOf(value);
    const [found, isSecret] = await Promise.all([output.promise(true), output.isSecret, output.isKnown]);
    return { isSecret, found };
}

/** False for a text that contains half a character. */
const isWhole = (text: string): boolean => !HALF_A_CHARACTER.test(text);

const HALF_A_CHARACTER = /\p{Surrogate}/u;

export type PlainMap = Readonly<Record<string, unknown>>;

/** True for a plain object. It is neither a list nor a value that is not known yet. */
export const isMap = (value: unknown): value is PlainMap =>
    typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype;
