import { generateKeyPairSync } from "node:crypto";

/** A private key as GitHub hands it to an app: PEM, made anew for each run of the tests. */
export const appKey: string = generateKeyPairSync("rsa", {
    modulusLength: 2048,
    publicKeyEncoding: { type: "spki", format: "pem" },
    privateKeyEncoding: { type: "pkcs1", format: "pem" },
}).privateKey;
