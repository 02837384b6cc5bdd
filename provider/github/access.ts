import type { Settings } from "../settings/settings";

/** With which credential GitHub is called, as errors tell it. It never holds the credential. */
export interface Access {
    /** `the token from GITHUB_TOKEN` */
    readonly says: string;
    /** What is set as well and was left aside, such as `GITHUB_TOKEN`. */
    readonly unused: readonly string[];
    /** True where Pulumi keeps the credential in the state, and a destroy takes it from there. */
    readonly isKept: boolean;
}

/** How errors tell the credential of the settings. */
export function accessOf({ credential, unused }: Pick<Settings, "credential" | "unused">): Access {
    return { says: nameOf(credential), unused, isKept: credential?.isKept === true };
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
