import type { Reply } from "./replies";

const MOST = 5;

/** Why a request or a part of it failed, from its reply, on one line. Undefined if nothing failed. */
export function reasonOf({ status, body }: Reply): string | undefined {
    if (status < 400 && status !== 207) return undefined;
    if (typeof body !== "object" || body === null) return undefined;
    const { message, errors } = body as { message?: unknown; errors?: unknown };
    const list = Array.isArray(errors) ? errors : errors === undefined ? [] : [errors];
    const more = list.length > MOST ? [`and ${list.length - MOST} more`] : [];
    const parts = [message, ...list.slice(0, MOST).map(toText), ...more].filter((part) => part !== undefined);
    return parts.length === 0 ? undefined : parts.join("; ");
}

/** A violation of a rule, or a rejected deployment. */
function toText(error: unknown): unknown {
    if (typeof error !== "object" || error === null) return error;
    const { field, message, code, cause, deployment } = error as Record<string, unknown>;
    if (cause !== undefined)
        return `${(deployment as { deployment_name?: unknown } | undefined)?.deployment_name}: ${cause}`;
    return `${field}: ${message ?? code}`;
}
