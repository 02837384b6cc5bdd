import { isPlainObject } from "../input/fields";

/** The parts of a GitHub App: its id, the id of its installation, and its private key. */
export const APP_PARTS = ["id", "installationId", "pemFile"] as const;

export type AppPart = (typeof APP_PARTS)[number];

/** The parts of an app in a JSON object, as text. Undefined for any other text. */
export function appIn(json: string): Readonly<Partial<Record<AppPart, string>>> | undefined {
    const app = parsed(json);
    if (!isPlainObject(app)) return undefined;
    const parts = APP_PARTS.map((part) => [part, app[part] ?? ""] as const);
    // `pulumi config set --path` stores an id as a number.
    if (!parts.every(([, value]) => typeof value === "string" || typeof value === "number")) return undefined;
    return Object.fromEntries(parts.map(([part, value]) => [part, String(value).trim() || undefined]));
}

function parsed(json: string): unknown {
    try {
        return JSON.parse(json);
    } catch {
        return undefined;
    }
}
