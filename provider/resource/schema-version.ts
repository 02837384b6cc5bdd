import { PlainError } from "../text/plain-error";

/** The newest layout of outputs that this package writes. */
const NEWEST = 1;

/** The version of a state's layout. It is read before anything else in the state. Throws if a newer package wrote the state. */
export function readSchemaVersion(outputs: Readonly<Record<string, unknown>>): number {
    const version = outputs.schemaVersion;
    if (version === NEWEST) return NEWEST;
    if (typeof version === "number" && version > NEWEST) {
        throw new PlainError(
            `this state was written by a newer pulumi-github-artifacts (schemaVersion ${version}; this one reads up ` +
                `to ${NEWEST}): run \`npm install pulumi-github-artifacts@latest\` in the program's directory`,
        );
    }
    throw new PlainError(
        `this state has no schemaVersion that pulumi-github-artifacts has written (${JSON.stringify(version)}): ` +
            "it was edited or damaged. Import an earlier state (`pulumi stack history`, `pulumi stack import`), or drop the " +
            "resource from this one: run `pulumi state delete` with its URN, then `pulumi up`. It writes the declared " +
            "records again, which does no harm if they exist",
    );
}
