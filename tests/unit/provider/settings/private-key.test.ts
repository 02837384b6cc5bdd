import assert from "node:assert/strict";
import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from "node:crypto";
import { readPrivateKey } from "../../../../provider/settings/private-key";
import { appKey } from "../../../support/app-key";

const key = createPrivateKey(appKey);
const pem = (of: KeyObject, type: "pkcs8" | "sec1" | "spki", more: object = {}): string =>
    of.export({ type, format: "pem", ...more } as never).toString();
const base64 = (text: string): string => Buffer.from(text).toString("base64");
const bodyOf = (text: string): string => text.replaceAll(/-----.*-----/g, "").trim();
const noFile = (path: string): string => assert.fail(`read ${path}`);

const PKCS8 = pem(key, "pkcs8");
const PUBLIC = pem(createPublicKey(key), "spki");
const ENCRYPTED = pem(key, "pkcs8", { cipher: "aes-256-cbc", passphrase: "hush" });
const ENCRYPTED_PKCS1 = key
    .export({ type: "pkcs1", format: "pem", cipher: "aes-256-cbc", passphrase: "hush" })
    .toString();
const EC = generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey;
const CERTIFICATE = "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n";

const FORMS: readonly (readonly [what: string, text: string])[] = [
    ["as GitHub provides it", appKey],
    ["as PKCS #8", PKCS8],
    ["without a line break at its end", appKey.trim()],
    ["with Windows line endings", appKey.replaceAll("\n", "\r\n")],
    ["with a byte order mark", `\ufeff${appKey}`],
    ["with escaped line endings", appKey.replaceAll("\n", "\\n")],
    ["with escaped Windows line endings", appKey.replaceAll("\n", "\\r\\n")],
    ["with line endings that are escaped twice", appKey.replaceAll("\n", "\\\\n")],
    ["with a backslash at the end of each line", appKey.replaceAll("\n", "\\\n")],
    ["with spaces instead of line endings", appKey.replaceAll("\n", " ")],
    ["without line endings", appKey.replaceAll("\n", "")],
    ["indented", appKey.replaceAll(/^/gm, "        ")],
    ["in double quotes", `"${appKey}"`],
    ["in single quotes and with escaped line endings", `'${appKey.replaceAll("\n", "\\n")}'`],
    ["as a JSON string", JSON.stringify(appKey)],
    ["as a JSON string inside a JSON string", JSON.stringify(JSON.stringify(appKey))],
    ["after text that describes it", `Bag Attributes\n    friendlyName: app\n${appKey}`],
    ["after its certificate", `${CERTIFICATE}${appKey}`],
    ["in base64", base64(appKey)],
    ["in base64, wrapped", base64(appKey).replaceAll(/.{76}/g, "$&\n")],
    ["in base64 for URLs", Buffer.from(appKey).toString("base64url")],
    ["in base64, with a byte order mark inside", base64(`\ufeff${appKey}`)],
    ["in base64, in quotes", `"${base64(PKCS8)}"`],
    ["as only its base64", bodyOf(appKey)],
    ["as only its base64 on one line", bodyOf(PKCS8).replaceAll("\n", "")],
    ["as only its base64 with escaped line endings", bodyOf(appKey).replaceAll("\n", "\\n")],
    ["with the first line of another type", PKCS8.replaceAll("PRIVATE", "RSA PRIVATE")],
];

describe("the private key of an app", () => {
    for (const [what, text] of FORMS) {
        it(`is read ${what}`, () => assert.deepEqual(readPrivateKey(text, noFile), { pem: appKey }));
        it(`is read from a file that contains it ${what}`, () => {
            assert.deepEqual(
                readPrivateKey("/keys/app.pem", () => text),
                { pem: appKey },
            );
        });
    }

    for (const path of [
        "/keys/app",
        "./app.pem",
        "../keys/app",
        "~/keys/app",
        "C:\\new\\keys\\app.txt",
        "..\\keys\\app",
        "d:/keys/app",
        "keys/app.pem",
        "app.key",
        ' "/keys/with spaces" \n',
    ]) {
        it(`is read from the path ${path}`, () => {
            const asked: string[] = [];
            const read = (file: string): string => {
                asked.push(file);
                return appKey;
            };
            assert.deepEqual(readPrivateKey(path, read), { pem: appKey });
            assert.deepEqual(asked, [path.trim().replaceAll('"', "")]);
        });
    }
});

const NEEDED =
    "It must be the RSA private key that GitHub generated for the app: the text of its file (PEM, also in base64), or the " +
    "path of the file, which starts with / or ./";
const DECRYPT = "Decrypt it with `openssl rsa -in ENCRYPTED.pem -out KEY.pem`";

const OTHERS: readonly (readonly [what: string, text: string])[] = [
    [`an encrypted private key. ${DECRYPT}`, ENCRYPTED],
    [`an encrypted private key. ${DECRYPT}`, ENCRYPTED_PKCS1],
    [`an encrypted private key. ${DECRYPT}`, base64(ENCRYPTED)],
    ["a public key", PUBLIC],
    ["a public key", bodyOf(PUBLIC)],
    ["a public key", createPublicKey(key).export({ type: "pkcs1", format: "pem" }).toString()],
    ["a certificate", CERTIFICATE],
    ["an OpenSSH key", "-----BEGIN OPENSSH PRIVATE KEY-----\nb3Blbn\n-----END OPENSSH PRIVATE KEY-----\n"],
    ["a private key of the type ec", pem(EC, "sec1")],
    ["a private key of the type ec", bodyOf(pem(EC, "pkcs8"))],
    ["a private key of the type ed25519", pem(generateKeyPairSync("ed25519").privateKey, "pkcs8")],
    [
        "a private key of the type rsa-pss",
        pem(generateKeyPairSync("rsa-pss", { modulusLength: 2048 }).privateKey, "pkcs8"),
    ],
    ['a block of the type "CERTIFICATE REQUEST"', CERTIFICATE.replaceAll("CERTIFICATE", "CERTIFICATE REQUEST")],
    ["only the first line of a key", "-----BEGIN RSA PRIVATE KEY-----"],
    ["only the first line of a key", "-----BEGIN RSA PRIVATE KEY-----\n-----END RSA PRIVATE KEY-----"],
    ["a private key that is cut off or damaged", appKey.slice(0, 500)],
    ["a private key that is cut off or damaged", appKey.replace("MII", "MIJ")],
    ["not a private key", "hush"],
    ["not a private key", base64("hush")],
    ["not a private key", bodyOf(appKey).slice(0, 500)],
    ["not a private key", "a name.pem\nof more than a line"],
    ["not a private key", `/${"x".repeat(255)}`],
];

describe("text that is not an app's private key", () => {
    for (const [what, text] of OTHERS) {
        it(`is reported as ${what} (${text.slice(0, 40)}…)`, () => {
            assert.deepEqual(readPrivateKey(text, noFile), { problem: `is ${what}. ${NEEDED}` });
            assert.deepEqual(
                readPrivateKey("./app.pem", () => text),
                { problem: `is the file "./app.pem", which is ${what}. ${NEEDED}` },
            );
        });
    }

    for (const [code, reason] of [
        ["ENOENT", "there is no such file"],
        ["EACCES", "the permission to read it is missing"],
        ["EISDIR", "it is a directory"],
        ["ELOOP", "ELOOP"],
    ] as const) {
        it(`is reported as a file that cannot be read: ${code}`, () => {
            const read = (): string => {
                throw Object.assign(new Error("hush"), { code });
            };
            assert.deepEqual(readPrivateKey("/keys/app.pem", read), {
                problem: `is the file "/keys/app.pem", which cannot be read: ${reason}`,
            });
        });
    }
});
