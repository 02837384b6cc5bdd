import { createPublicKey, generateKeyPairSync } from "node:crypto";
import type { GitHubOptions } from "../../tools/github";

/** A private key in the form that GitHub gives to an app: PEM. Each test run makes a new one. */
export const appKey: string = generateKeyPairSync("rsa", {
    modulusLength: 2048,
    publicKeyEncoding: { type: "spki", format: "pem" },
    privateKeyEncoding: { type: "pkcs1", format: "pem" },
}).privateKey;

/** An app with that key, as an option of the embedded GitHub. Its tokens may write everywhere. */
export const appWith = (id: string, installation: string): NonNullable<GitHubOptions["apps"]> => ({
    [id]: {
        publicKey: createPublicKey(appKey).export({ type: "spki", format: "pem" }).toString(),
        installations: { [installation]: "write" },
    },
});
