import type { Settings } from "../settings/settings";

/** How GitHub is called, as errors name it: with which credential, at which base URL. It never holds the credential. */
export interface Access {
    /** `the token from GITHUB_TOKEN` */
    readonly says: string;
    /** What is set as well and was left aside, such as `GITHUB_TOKEN`. */
    readonly unused: readonly string[];
    /** True where Pulumi keeps the credential in the state, and a destroy takes it from there. */
    readonly isKept: boolean;
    /** What holds the base URL, such as `GITHUB_BASE_URL`. */
    readonly baseUrlIn: string;
}

/** How errors name the credential and the base URL of the settings. */
export function accessOf({
    credential,
    unused,
    baseUrlIn,
}: Pick<Settings, "credential" | "unused" | "baseUrlIn">): Access {
    return { says: nameOf(credential), unused, isKept: credential?.isKept === true, baseUrlIn };
}

function nameOf(credential: Settings["credential"]): string {
    if (credential === undefined) return "no credential";
    return credential.kind === "token"
        ? `the token from ${credential.source}`
        : `the app ${credential.id}, installation ${credential.installationId}, from ${credential.source}`;
}

/** A line for the end of an error, where something is set and was left aside. */
export const unusedLine = ({ unused }: Access): readonly string[] =>
    unused.length === 0 ? [] : [`Also set, and not used: ${unused.join(", ")}.`];
