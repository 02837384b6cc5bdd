/**
 * What `read` returns, or undefined where it meets a value that a preview does not know yet: Pulumi throws then, and would skip the whole
 * policy. After an `up` every value is known.
 */
export function known<Value>(read: () => Value): Value | undefined {
    try {
        return read();
    } catch (error) {
        if (error instanceof Error && "unknownTypeSentinel" in error) return undefined;
        throw error;
    }
}
