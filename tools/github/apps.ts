import { createPublicKey, type KeyObject } from "node:crypto";
import type { TokenAccess } from "./access";

/** A GitHub App that the server knows. */
export interface AppOptions {
    /** The public half of its signing key, as PEM. */
    readonly publicKey: string;
    /** What the tokens of an installation may do, by installation id. */
    readonly installations: Readonly<Record<string, TokenAccess>>;
}

/** An app, from its {@link AppOptions}. */
export interface App {
    readonly publicKey: KeyObject;
    readonly installations: ReadonlyMap<string, TokenAccess>;
}

/** Reads {@link AppOptions}. @throws if the key cannot be read */
export function toApp({ publicKey, installations }: AppOptions): App {
    return { publicKey: createPublicKey(publicKey), installations: new Map(Object.entries(installations)) };
}
