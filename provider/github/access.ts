import type { Settings } from "../settings/settings";

/** How errors name the credential and the base URL of a call. It never contains the credential. */
export interface Access {
    /** `the token from GITHUB_TOKEN` */
    readonly says: string;
    /** What is also set but not used, such as `GITHUB_TOKEN`. */
    readonly unused: readonly string[];
    /** True if Pulumi keeps the credential in the state. A destroy takes it from there. */
    readonly isKept: boolean;
    /** The setting that holds the base URL, such as `GITHUB_BASE_URL`. */
    readonly baseUrlIn: string;
}

/** Returns how errors name the credential and the base URL of the settings. */
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

/** A line for the end of an error, if a credential is set but not used. */
export const unusedLine = ({ unused }: Access): readonly string[] =>
    unused.length === 0 ? [] : [`Also set, and not used: ${unused.join(", ")}.`];
