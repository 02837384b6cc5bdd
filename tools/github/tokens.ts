import { type Access, type TokenAccess, toAccess } from "./access";

/**
 * What a token may do, and its kind. An access without more options is a fine-grained token, or one of an app.
 */
export type TokenOptions =
    | TokenAccess
    | {
          readonly access: TokenAccess;
          /** Makes it a classic token with these scopes. Without `repo`, it has the same access as `"none"`. */
          readonly scopes?: readonly string[];
          /** It has no access to organizations with single sign-on. For this token, all organizations enforce that. */
          readonly singleSignOn?: "required";
      };

/** A token, from its {@link TokenOptions}. */
export interface Token {
    readonly access: Access;
    /** The scopes of a classic token. Undefined for every other kind. */
    readonly scopes: readonly string[] | undefined;
    /** Whether every call about an organization is refused until the token is granted access to it. */
    readonly needsSingleSignOn: boolean;
}

/** Reads {@link TokenOptions}. */
export function toToken(options: TokenOptions): Token {
    if (typeof options !== "object" || !("access" in options)) {
        return { access: toAccess(options), scopes: undefined, needsSingleSignOn: false };
    }
    const { access, scopes, singleSignOn } = options;
    return {
        access: toAccess(scopes === undefined || scopes.includes("repo") ? access : "none"),
        scopes,
        needsSingleSignOn: singleSignOn === "required",
    };
}

/** The credential in an `Authorization`. Both schemes are in use: Octokit sends `token`, and GitHub's pages show `Bearer`. */
export function credentialOf(authorization = ""): string {
    return /^(?:token|bearer) +(\S+)$/i.exec(authorization)?.[1] ?? "";
}

/** The tokens that the server knows: those of the options, and those that it created for apps. */
export class Tokens {
    readonly #known: Map<string, Token>;
    readonly #expiring = new Map<string, Date>();
    readonly #now: () => Date;

    constructor(options: Readonly<Record<string, TokenOptions>>, now: () => Date) {
        this.#known = new Map(Object.entries(options).map(([text, token]) => [text, toToken(token)]));
        this.#now = now;
    }

    /** The token with this text. Undefined if it is unknown or expired. */
    find(text: string): Token | undefined {
        const expires = this.#expiring.get(text);
        return expires === undefined || this.#now() < expires ? this.#known.get(text) : undefined;
    }

    /** Creates a token that is known until it expires, and returns its text. Each text is different, but the same in every run. */
    create(access: TokenAccess, expires: Date): string {
        const text = `ghs_installation${String(this.#expiring.size + 1).padStart(8, "0")}`;
        this.#known.set(text, toToken(access));
        this.#expiring.set(text, expires);
        return text;
    }
}
