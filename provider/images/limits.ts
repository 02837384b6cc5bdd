import { MOST_CHARACTERS } from "../vocabulary";

/** What is made of an image reference, and limited. */
export type Limited = Exclude<keyof typeof MOST_CHARACTERS, "deploymentName">;

/** True where GitHub takes a value of this length. What is read of an image reference is ASCII: its length is its characters. */
export const fits = (argument: Limited, value: string): boolean => value.length <= MOST_CHARACTERS[argument];

/** What is said of a value that is too long, with the option that sets another one. */
export const tooLong = (what: string, argument: Limited, value: string, wayOut: string): string =>
    `${what} has ${value.length} characters, but GitHub accepts at most ${MOST_CHARACTERS[argument]} in ${argument}: ${wayOut}`;
