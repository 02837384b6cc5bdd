/** An error for something that must never happen. */
export class Wrong extends Error {
    /** Throws if there are details. */
    static unlessNone(what: string, details: readonly string[]): void {
        if (details.length > 0) throw new Wrong([`${what}:`, ...details.map((detail) => `  ${detail}`)].join("\n"));
    }
}
