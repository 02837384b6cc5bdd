/** Something that must never happen. */
export class Wrong extends Error {
    /** Throws where there is something to tell. */
    static unlessNone(what: string, details: readonly string[]): void {
        if (details.length > 0) throw new Wrong([`${what}:`, ...details.map((detail) => `  ${detail}`)].join("\n"));
    }
}
