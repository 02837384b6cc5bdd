import { inLines } from "../text/printable";

/** What is recorded at one API says nothing of another one: another base URL, the default included. */

/** Where something is recorded, and where this run records. */
export interface Apis {
    readonly before: string;
    readonly now: string;
}

/** Both APIs, where a state is of another one than this run. */
export const anotherApi = (
    prior: { readonly baseUrl: string },
    settings: { readonly baseUrl: string },
): Apis | undefined =>
    prior.baseUrl === settings.baseUrl ? undefined : { before: prior.baseUrl, now: settings.baseUrl };

/** What is said where a run records at another API than the state tells of, or drops what is recorded there. */
export const leftBehind = (what: string, { before, now }: Apis): string =>
    inLines([
        `${what}: recorded at ${before}, but this run uses ${now}. Nothing changes at ${before}.`,
        `To retire it there, set github-artifacts:baseUrl to ${before} and run \`pulumi destroy\` before you continue with ${now}.`,
    ]);

/** What is said where something is to be refreshed that is recorded at another API. */
export const notRefreshed = (what: string, { before, now }: Apis): string =>
    inLines([
        `${what}: not refreshed, because it is recorded at ${before} and this run uses ${now}.`,
        `The next \`pulumi up\` with ${now} records it there.`,
    ]);
