import { createPublicKey, type KeyObject } from "node:crypto";
import type { TokenAccess } from "./access";

/** A GitHub App that the server knows. */
export interface AppOptions {
    /** The public half of the key with which it signs, PEM. */
    readonly publicKey: string;
    /** By installation id: what the tokens of that installation may do. */
    readonly installations: Readonly<Record<string, TokenAccess>>;
}

/** {@link AppOptions}, ready to be asked. */
export interface App {
    readonly publicKey: KeyObject;
    readonly installations: ReadonlyMap<string, TokenAccess>;
}

/** Reads {@link AppOptions}. @throws where the key cannot be read */
export function toApp({ publicKey, installations }: AppOptions): App {
    return { publicKey: createPublicKey(publicKey), installations: new Map(Object.entries(installations)) };
}
