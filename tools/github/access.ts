/**
 * What a token may do: write everything, read everything, nothing, or access to the listed repositories of any
 * organization. Write access includes read access. Names are compared without case.
 */
export type TokenAccess =
    | "write"
    | "read"
    | "none"
    | { readonly write?: readonly string[]; readonly read?: readonly string[] };

/** The access of a token, from its {@link TokenAccess}. */
export interface Access {
    mayRead(repository: string): boolean;
    mayWrite(repository: string): boolean;
    /** It may read something and write nothing. GitHub answers its writes with 403 instead of 404. */
    readonly readOnly: boolean;
}

const ALWAYS = (): boolean => true;
const NEVER = (): boolean => false;

/** Reads a {@link TokenAccess}. */
export function toAccess(granted: TokenAccess): Access {
    switch (granted) {
        case "write":
            return { mayRead: ALWAYS, mayWrite: ALWAYS, readOnly: false };
        case "read":
            return { mayRead: ALWAYS, mayWrite: NEVER, readOnly: true };
        case "none":
            return { mayRead: NEVER, mayWrite: NEVER, readOnly: false };
        default:
            return byRepository(granted.write ?? [], granted.read ?? []);
    }
}

function byRepository(write: readonly string[], read: readonly string[]): Access {
    const writable = new Set(write.map((name) => name.toLowerCase()));
    const readable = new Set([...writable, ...read.map((name) => name.toLowerCase())]);
    return {
        mayRead: (repository) => readable.has(repository.toLowerCase()),
        mayWrite: (repository) => writable.has(repository.toLowerCase()),
        readOnly: writable.size === 0 && readable.size > 0,
    };
}
