/**
 * The most characters that GitHub takes of what is made of an image reference.
 *
 * Source: https://docs.github.com/rest/orgs/artifact-metadata
 */
export const MOST_CHARACTERS = {
    name: 256,
    version: 100,
    registryUrl: 256,
    repository: 128,
    artifactUrl: 152,
} as const;

/** True where GitHub takes a value of this length. What is read of an image reference is ASCII: its length is its characters. */
export const fits = (argument: keyof typeof MOST_CHARACTERS, value: string): boolean =>
    value.length <= MOST_CHARACTERS[argument];

/** What is said of a value that is too long, with the option that sets another one. */
export const tooLong = (what: string, argument: keyof typeof MOST_CHARACTERS, value: string, wayOut: string): string =>
    `${what} has ${value.length} characters, and GitHub takes a ${argument} of at most ${MOST_CHARACTERS[argument]}: ${wayOut}`;
