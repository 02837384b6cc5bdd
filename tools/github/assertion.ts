import { verify } from "node:crypto";
import type { App } from "./apps";
import type { GitHubState } from "./state";

/** The claims of an app in the JSON web token with which it signs in. */
interface Claims {
    readonly iss?: unknown;
    readonly iat?: unknown;
    readonly exp?: unknown;
}

/** The app that signs in, or GitHub's status and message if the sign-in fails. */
export type SignedIn = { readonly app: App } | { readonly status: 401 | 404; readonly message: string };

/** How far ahead an assertion may expire, in seconds. */
const LONGEST = 600;

const UNDECODABLE = "A JSON web token could not be decoded";
const BAD_IAT = "'Issued at' claim ('iat') must be an Integer representing the time that the assertion was issued";
const BAD_EXP =
    "'Expiration time' claim ('exp') must be a numeric value representing the future time at which the assertion expires";
const LATE_EXP = "'Expiration time' claim ('exp') is too far in the future";

/**
 * The app that signed a JSON web token:
 * https://docs.github.com/apps/creating-github-apps/authenticating-with-a-github-app/generating-a-json-web-token-jwt-for-a-github-app.
 *
 * This server does not accept a clock that is off by even a second, since a client must not rely on tolerance.
 */
export function readAssertion(token: string, state: Pick<GitHubState, "app">, now: Date): SignedIn {
    const [header = "", payload = "", signature = "", ...more] = token.split(".");
    const claims: Claims | undefined = parse(payload);
    if (claims === undefined || more.length > 0 || parse<{ alg?: unknown }>(header)?.alg !== "RS256") {
        return { status: 401, message: UNDECODABLE };
    }
    const app = state.app(String(claims.iss));
    if (app === undefined) {
        return { status: 404, message: "Integration not found" };
    }
    const signed = Buffer.from(`${header}.${payload}`);
    if (!verify("RSA-SHA256", signed, app.publicKey, Buffer.from(signature, "base64url"))) {
        return { status: 401, message: UNDECODABLE };
    }
    const message = wrongTime(claims, Math.floor(now.getTime() / 1000));
    return message === undefined ? { app } : { status: 401, message };
}

function wrongTime({ iat, exp }: Claims, now: number): string | undefined {
    if (!Number.isInteger(iat) || Number(iat) > now) {
        return BAD_IAT;
    }
    if (typeof exp !== "number" || exp <= now) {
        return BAD_EXP;
    }
    return exp > now + LONGEST ? LATE_EXP : undefined;
}

function parse<Part extends object>(part: string): Part | undefined {
    try {
        const value: unknown = JSON.parse(Buffer.from(part, "base64url").toString("utf8"));
        return typeof value === "object" && value !== null ? (value as Part) : undefined;
    } catch {
        return undefined;
    }
}
