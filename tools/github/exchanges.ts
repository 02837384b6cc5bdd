import { channel } from "node:diagnostics_channel";
import type { Reply } from "./replies";

/** A complete request, and the reply of an embedded GitHub before any fault. */
export interface Exchange {
    readonly method: string;
    /** Percent-encoded, with its query. */
    readonly path: string;
    /** The parsed body. Undefined if there was none, or if it was not JSON. */
    readonly body: unknown;
    /** Undefined if a fault replaced it. */
    readonly reply: Reply | undefined;
}

/**
 * Publishes every exchange of every embedded GitHub in this process to subscribers. This project's tests compare each one with GitHub's
 * description of its API. Other programs that start an embedded GitHub do not need it.
 */
export const EXCHANGES = channel("pulumi-github-artifacts.embedded-github.exchange");
