/** The engine that is installed or built if no other one can be used. `cli/go.mod` requires the same version. */
export const ENGINE_VERSION = "3.255.0";

/** The oldest usable engine: the first whose refresh keeps the inputs that a dynamic provider's `read` returns. */
export const MINIMUM_VERSION = "3.216.0";

/** The newest engine that was available when the tests last ran with each one: `npm run test:cli`. */
export const NEWEST_VERSION = "3.276.0";

/** The version in the output of `pulumi version` (`v3.255.0`), without the `v`. Undefined if there is none. */
export function parseVersion(printed: string): string | undefined {
    return /^v?(\d+\.\d+\.\d+(?:[-+]\S+)?)\s*$/m.exec(printed)?.[1];
}

/** Whether `version` is `minimum` or later. A pre-release (`3.216.0-alpha.1`) is earlier than its release. */
export function isAtLeast(version: string, minimum: string): boolean {
    const numbers = (of: string): number[] => (of.split(/[-+]/)[0] ?? "").split(".").map(Number);
    const wanted = numbers(minimum);
    for (const [index, number] of numbers(version).entries()) {
        const difference = number - (wanted[index] ?? 0);
        if (difference !== 0) {
            return difference > 0;
        }
    }
    return !version.includes("-");
}
