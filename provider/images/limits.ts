import { MOST_CHARACTERS } from "../vocabulary/words";

/** The arguments that are made from an image reference and have a limit. */
export type Limited = Exclude<keyof typeof MOST_CHARACTERS, "deploymentName">;

/** True if GitHub accepts a value of this length. The parts of an image reference are ASCII, so the length counts characters. */
export const fits = (argument: Limited, value: string): boolean => value.length <= MOST_CHARACTERS[argument];

/** The message for a value that is too long, with the option that sets another one. */
export const tooLong = (what: string, argument: Limited, value: string, wayOut: string): string =>
    `${what} has ${value.length} characters, but GitHub accepts at most ${MOST_CHARACTERS[argument]} in ${argument}: ${wayOut}`;
