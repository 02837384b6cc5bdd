import { type Access, type TokenAccess, toAccess } from "./access";

/**
 * What a token may do, and of which kind it is. The bare access stands for a fine-grained token, or one of an app.
 */
export type TokenOptions =
    | TokenAccess
    | {
          readonly access: TokenAccess;
          /** Makes it a classic token with these scopes. Without `repo` it may do what access `"none"` may. */
          readonly scopes?: readonly string[];
          /** It was not granted access to organizations that enforce single sign-on, which all of them then do. */
          readonly singleSignOn?: "required";
      };

/** {@link TokenOptions}, ready to be asked. */
export interface Token {
    readonly access: Access;
    /** Those of a classic token; undefined for every other kind. */
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

/** What stands in an `Authorization`. Both schemes are in use: Octokit sends `token`, GitHub's pages show `Bearer`. */
export function credentialOf(authorization = ""): string {
    return /^(?:token|bearer) +(\S+)$/i.exec(authorization)?.[1] ?? "";
}

/** The tokens that the server knows: those of the options, and those that it gave to apps. */
export class Tokens {
    readonly #known: Map<string, Token>;
    readonly #expiring = new Map<string, Date>();
    readonly #now: () => Date;

    constructor(options: Readonly<Record<string, TokenOptions>>, now: () => Date) {
        this.#known = new Map(Object.entries(options).map(([text, token]) => [text, toToken(token)]));
        this.#now = now;
    }

    /** The token of that text; undefined for one that is not known, or not any more. */
    find(text: string): Token | undefined {
        const expires = this.#expiring.get(text);
        return expires === undefined || this.#now() < expires ? this.#known.get(text) : undefined;
    }

    /** Makes a token that is known until then, and returns its text: each time another, but the same from run to run. */
    create(access: TokenAccess, expires: Date): string {
        const text = `ghs_installation${String(this.#expiring.size + 1).padStart(8, "0")}`;
        this.#known.set(text, toToken(access));
        this.#expiring.set(text, expires);
        return text;
    }
}
