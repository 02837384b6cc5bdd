import { STATUS_CODES } from "node:http";
import type { Violation } from "./rules";

/** A reply before it is written: its body as data, and only the headers that are special to it. */
export interface Reply {
    readonly status: number;
    /** Written as JSON, except for a string, which is written unchanged. */
    readonly body: unknown;
    readonly headers?: Readonly<Record<string, string>>;
}

/** GitHub's page for errors that no endpoint's page explains. */
export const REST_PAGE = "https://docs.github.com/rest";

/** An error in GitHub's format, which repeats the status in the body, as a string. */
export function refuse(
    status: number,
    message: string,
    documentation: string,
    errors?: readonly Violation[] | string,
): Reply {
    const body = { message, ...(errors && { errors }), documentation_url: documentation, status: String(status) };
    return { status, body };
}

/** The error for a status, with HTTP's own message for it. */
export function refuseWithStatus(status: number): Reply {
    return refuse(status, STATUS_CODES[status] ?? "Unknown", REST_PAGE);
}
