import { isAbsent, isPlainObject } from "../input/fields";
import { printable } from "../text/printable";
import type { DeploymentReply, StorageReply } from "./client";

/** The records of a reply, by kind. */
export interface Records {
    readonly deployment: DeploymentReply;
    readonly storage: StorageReply;
}

/** A deployment that GitHub rejected, and why. */
export interface Rejection {
    readonly cause: string;
    readonly deployment: { readonly deployment_name: string };
}

/** The content of a 2xx reply. A field that is missing or null is undefined. */
export interface Reply<Kind extends keyof Records> {
    readonly records: Records[Kind][] | undefined;
    readonly errors: Rejection[] | undefined;
    readonly total: number | undefined;
}

/** Reads the body of a 2xx reply. Undefined if a field that is read has another type than GitHub documents. */
export function readReply<Kind extends keyof Records>(data: unknown, kind: Kind): Reply<Kind> | undefined {
    if (!isPlainObject(data)) return undefined;
    const { [`${kind}_records`]: records, errors, total_count: total } = data;
    if (!isOptional(isListOf(FITS[kind]))(records) || !isOptional(isListOf(isRejection))(errors)) return undefined;
    return {
        records: (records as Records[Kind][] | null | undefined)?.map(withoutNulls),
        errors: (errors ?? undefined) as Rejection[] | undefined,
        total: isNumber(total) ? total : undefined,
    };
}

type Check = (value: unknown) => boolean;

const isText: Check = (value) => typeof value === "string";
const isNumber = (value: unknown): value is number => typeof value === "number";
const isOptional =
    (check: Check): Check =>
    (value) =>
        isAbsent(value) || check(value);
const isListOf =
    (check: Check): Check =>
    (value) =>
        Array.isArray(value) && value.every(check);
const isMapOfText: Check = (value) => isPlainObject(value) && Object.values(value).every(isText);
const isObjectOf =
    (fields: Readonly<Record<string, Check>>): Check =>
    (value) =>
        isPlainObject(value) && Object.entries(fields).every(([name, check]) => check(value[name]));

/** The fields that are read, here and by the resources. There may be others. */
const FITS: Readonly<Record<keyof Records, Check>> = {
    deployment: isObjectOf({
        id: isNumber,
        digest: isText,
        logical_environment: isText,
        physical_environment: isOptional(isText),
        cluster: isOptional(isText),
        deployment_name: isText,
        tags: isOptional(isMapOfText),
        runtime_risks: isOptional(isListOf(isText)),
        created_at: isOptional(isText),
        updated_at: isOptional(isText),
        attestation_id: isOptional(isNumber),
    }),
    storage: isObjectOf({
        id: isNumber,
        name: isText,
        digest: isText,
        artifact_url: isOptional(isText),
        registry_url: isText,
        repository: isOptional(isText),
        status: isText,
        created_at: isOptional(isText),
        updated_at: isOptional(isText),
    }),
};

const isRejection = isObjectOf({ cause: isText, deployment: isObjectOf({ deployment_name: isText }) });

/** A field that is null means the same as a missing one. */
const withoutNulls = <Value extends object>(record: Value): Value =>
    Object.fromEntries(Object.entries(record).filter(([, value]) => value !== null)) as Value;

/** The most characters of a described reply. */
const LONGEST = 300;

/**
 * Names and types of the fields of a reply: `{ total_count: number, errors: list of null }`. It contains no values, because a
 * reply repeats what was sent, and that may be a secret.
 */
export function describeReply(data: unknown): string {
    const text = printable(typesOf(data));
    return text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text;
}

function typesOf(value: unknown): string {
    if (value === null || value === undefined) return "nothing";
    if (Array.isArray(value)) {
        const types = [...new Set(value.map(typesOf))];
        return types.length === 0 ? "empty list" : `list of ${types.join(" or ")}`;
    }
    if (!isPlainObject(value)) return typeof value === "string" ? "text" : typeof value;
    // The names of tags are the user's own, and may be secrets like their values.
    const fields = Object.keys(value).map((name) => `${name}: ${name === "tags" ? "…" : typesOf(value[name])}`);
    return fields.length === 0 ? "{}" : `{ ${fields.join(", ")} }`;
}
