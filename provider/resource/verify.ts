import { GitHubError } from "../github/errors";
import type { Declared } from "../github/verification";
import { lineOf } from "../input/fields";
import { PlainError } from "../text/plain-error";
import { isUnknown, UNKNOWN } from "../vocabulary/unknown";
import type { Context } from "./context";

/**
 * If the settings ask for it, asks GitHub what it would reject in a planned write. Returns that as lines. Values that a preview
 * does not know yet are left out. A check that cannot be made gives a warning.
 */
export async function verify(context: Context, { artifacts, ...declared }: Declared): Promise<readonly string[]> {
    const known = artifacts.filter(({ digest, github_repository }) => ![digest, github_repository].some(isUnknown));
    if (!context.settings().verify || known.length === 0 || declared.org.includes(UNKNOWN)) return [];
    try {
        const { problems, warnings } = await (await context.client()).verify({ ...declared, artifacts: known });
        for (const warning of warnings) context.warn(warning);
        return problems.map(lineOf);
    } catch (error) {
        if (error instanceof GitHubError) return [error.message];
        throw error;
    }
}

/** Does the same for a call of Pulumi that can only fail as a whole. */
export async function verifyOrFail(context: Context, declared: Declared): Promise<void> {
    const rejected = await verify(context, declared);
    if (rejected.length > 0) throw new PlainError(rejected.join("\n"));
}
