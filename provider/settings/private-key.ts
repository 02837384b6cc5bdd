import { createPrivateKey, createPublicKey, type KeyObject } from "node:crypto";
import { quote } from "../input/fields";
import type { ReadText } from "./read-text";

/** A private key as PEM with real line breaks, or the rest of a sentence that begins with "the app's key …". */
export type PrivateKey =
    | { readonly pem: string; readonly problem?: never }
    | { readonly pem?: never; readonly problem: string };

/**
 * Reads the private key of a GitHub App in each common form: the text of the file that GitHub generated, that text in base64, the
 * base64 between its first and last line, or the path of a file that contains one of these. Line breaks may be written out (`\n`)
 * or replaced by spaces. The whole text may be indented or in quotes. No problem quotes a key.
 */
export function readPrivateKey(text: string, readText: ReadText): PrivateKey {
    const value = unquoted(text);
    if (!isPath(value)) return toPrivateKey(keyIn(value), "is");
    const file = `is the file ${quote(value)}, which`;
    try {
        return toPrivateKey(keyIn(readText(value)), `${file} is`);
    } catch (error) {
        return { problem: `${file} cannot be read: ${reasonOf(error as NodeJS.ErrnoException)}` };
    }
}

function unquoted(text: string): string {
    const trimmed = text.trim();
    const inside = /^(["'])([\s\S]*)\1$/.exec(trimmed)?.[2];
    return inside === undefined ? trimmed : unquoted(inside);
}

/** True for a value that is clearly not a key. Only such a value is quoted in a message. */
const isPath = (value: string): boolean =>
    value.length <= 255 &&
    (/^(\.{0,2}\/|\.{1,2}\\|~\/|[A-Za-z]:[\\/]).*$/.test(value) || /^.*\.(pem|key)$/.test(value));

const REASONS: Readonly<Record<string, string>> = {
    ENOENT: "there is no such file",
    EACCES: "the permission to read it is missing",
    EISDIR: "it is a directory",
};

const reasonOf = ({ code }: NodeJS.ErrnoException): string => REASONS[String(code)] ?? String(code);

/** A key, or a description of the text if it is not one. */
type Found = KeyObject | string;

function toPrivateKey(found: Found, verb: string): PrivateKey {
    if (typeof found === "string") return { problem: `${verb} ${found}. ${NEEDED}` };
    const type = found.asymmetricKeyType;
    if (type !== "rsa") return { problem: `${verb} a private key of the type ${type}. ${NEEDED}` };
    // The form in which GitHub provides it.
    return { pem: found.export({ type: "pkcs1", format: "pem" }).toString() };
}

/** https://docs.github.com/apps/creating-github-apps/authenticating-with-a-github-app/managing-private-keys-for-github-apps */
const NEEDED =
    "It must be the RSA private key that GitHub generated for the app: the text of its file (PEM, also in base64), or the " +
    "path of the file, which starts with / or ./";

const BLOCK = /-----BEGIN ([A-Z0-9 ]+)-----([\s\S]*?)(?=-----|$)/g;

/** Finds the key in a text. If the text contains a key and a certificate, the key is used. */
function keyIn(text: string): Found {
    const plain = text.replaceAll(/\\+[nr]/g, "\n");
    const blocks = [...plain.matchAll(BLOCK)].map(([, label = "", body = ""]) => ({ label, body }));
    const block = blocks.find(({ label }) => label.endsWith("PRIVATE KEY")) ?? blocks[0];
    if (block !== undefined) return keyInBlock(block.label, block.body);
    const bytes = Buffer.from(plain, "base64");
    const decoded = bytes.toString("latin1");
    if (decoded.includes("-----BEGIN ")) return keyIn(decoded);
    return privateKeyFrom(bytes) ?? (isPublicKey(bytes) ? "a public key" : "not a private key");
}

/** Descriptions of blocks that cannot be used, by their first line and the text after it. */
const OTHERS: readonly (readonly [RegExp, string])[] = [
    [/^[^\n]*\n\s*$/, "only the first line of a key"],
    [
        /^ENCRYPTED |,ENCRYPTED/,
        "an encrypted private key. Decrypt it with `openssl rsa -in ENCRYPTED.pem -out KEY.pem`",
    ],
    [/^OPENSSH /, "an OpenSSH key"],
    [/^.*PUBLIC KEY\n/, "a public key"],
    [/^(X509 |TRUSTED )?CERTIFICATE\n/, "a certificate"],
];

function keyInBlock(label: string, body: string): Found {
    const other = OTHERS.find(([pattern]) => pattern.test(`${label}\n${body}`));
    if (other !== undefined) return other[1];
    if (!label.endsWith("PRIVATE KEY")) return `a block of the type "${label}"`;
    return privateKeyFrom(Buffer.from(body, "base64")) ?? "a private key that is cut off or damaged";
}

/** A PEM block contains one of these types, whatever its first line says. */
function privateKeyFrom(key: Buffer): KeyObject | undefined {
    for (const type of ["pkcs1", "pkcs8", "sec1"] as const) {
        try {
            return createPrivateKey({ key, format: "der", type });
        } catch {}
    }
    return undefined;
}

function isPublicKey(key: Buffer): boolean {
    try {
        return createPublicKey({ key, format: "der", type: "spki" }).type === "public";
    } catch {
        return false;
    }
}
