import { Output } from "@pulumi/pulumi";
import { partsOf } from "./output-parts";

/** What is to be said of an argument beside its value, and where in it. */
export type Finding =
    /** Pulumi loses it on the way: an entry called `__proto__`, or half a character. */
    | { readonly is: "lost"; readonly place: string }
    /** It comes later, and failed: a promise, an output or an `apply` of the program. */
    | { readonly is: "failed"; readonly place: string; readonly error: unknown }
    /** It is a secret. */
    | { readonly is: "secret"; readonly place: string };

/** What comes later: nothing is known of it yet. */
interface Pending {
    readonly is: "pending";
    readonly place: string;
    readonly value: Output<unknown> | Promise<unknown>;
}

/**
 * What is found in an argument, at any depth: at once where all of it is a plain value, else once what comes later is there.
 * It never rejects. An argument whose promise rejects would keep Pulumi from registering the resource, and what is not
 * registered may be deleted.
 */
export function inspected(argument: string, value: unknown): readonly Finding[] | Promise<readonly Finding[]> {
    const found = under(argument, findingsIn(value));
    return found.every(isSettled) ? found : settled(found);
}

const isSettled = (finding: Finding | Pending): finding is Finding => finding.is !== "pending";

/** What is found in a value. There may be very many entries: a place is only built where there is something to say. */
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

/** All promises of an output are awaited: one that rejects unheard would end the program. */
async function resolved(value: Output<unknown> | Promise<unknown>): Promise<{ isSecret: boolean; found: unknown }> {
    if (value instanceof Promise) return { isSecret: false, found: await value };
    const output = partsOf(value);
    const [found, isSecret] = await Promise.all([output.promise(true), output.isSecret, output.isKnown]);
    return { isSecret, found };
}

/** False for a text with half a character in it. */
const isWhole = (text: string): boolean => !HALF_A_CHARACTER.test(text);

const HALF_A_CHARACTER = /\p{Surrogate}/u;

export type PlainMap = Readonly<Record<string, unknown>>;

/** True for a plain object: neither a list nor a value that comes later. */
export const isMap = (value: unknown): value is PlainMap =>
    typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype;
