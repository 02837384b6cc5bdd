import { inLines } from "../text/printable";

/** What is recorded at one API says nothing about another one, which is an API with another base URL, including the default. */

/** The API of the state, and the API of this run. */
export interface Apis {
    readonly before: string;
    readonly now: string;
}

/** Both APIs, if the state is from another one than this run's. */
export const anotherApi = (
    prior: { readonly baseUrl: string },
    settings: { readonly baseUrl: string },
): Apis | undefined =>
    prior.baseUrl === settings.baseUrl ? undefined : { before: prior.baseUrl, now: settings.baseUrl };

/** The message if a run records at another API than the state names, or drops what is recorded there. */
export const leftBehind = (what: string, { before, now }: Apis): string =>
    inLines([
        `${what}: recorded at ${before}, but this run uses ${now}. Nothing changes at ${before}.`,
        `To retire it there, set github-artifacts:baseUrl to ${before} and run \`pulumi destroy\` before you continue with ${now}.`,
    ]);

/** The message if something that is recorded at another API is to be refreshed. */
export const notRefreshed = (what: string, { before, now }: Apis): string =>
    inLines([
        `${what}: not refreshed, because it is recorded at ${before} and this run uses ${now}.`,
        `The next \`pulumi up\` with ${now} records it there.`,
    ]);
