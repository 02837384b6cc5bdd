import { createPublicKey, generateKeyPairSync } from "node:crypto";
import type { GitHubOptions } from "../../tools/github";

/** A private key as GitHub hands it to an app: PEM, made anew for each run of the tests. */
export const appKey: string = generateKeyPairSync("rsa", {
    modulusLength: 2048,
    publicKeyEncoding: { type: "spki", format: "pem" },
    privateKeyEncoding: { type: "pkcs1", format: "pem" },
}).privateKey;

/** An app with that key, as the embedded GitHub takes it: its tokens may write everywhere. */
export const appWith = (id: string, installation: string): NonNullable<GitHubOptions["apps"]> => ({
    [id]: {
        publicKey: createPublicKey(appKey).export({ type: "spki", format: "pem" }).toString(),
        installations: { [installation]: "write" },
    },
});
