import { channel } from "node:diagnostics_channel";
import type { Reply } from "./replies";

/** A request that came in whole, and what an embedded GitHub says to it by itself, before any fault. */
export interface Exchange {
    readonly method: string;
    /** Percent-encoded, with its query. */
    readonly path: string;
    /** The parsed body; undefined where there was none, or none that is JSON. */
    readonly body: unknown;
    /** Undefined where a fault took the place of it. */
    readonly reply: Reply | undefined;
}

/**
 * Every exchange of every embedded GitHub in this process, for whoever subscribes. Tests hold each against GitHub's description of its
 * API, which a program that starts an embedded GitHub has no part in.
 */
export const EXCHANGES = channel("pulumi-github-artifacts.embedded-github.exchange");
