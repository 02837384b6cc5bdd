import { type Rule, text } from "./rules";

/**
 * The rules that both endpoints share: https://docs.github.com/rest/orgs/artifact-metadata and the OpenAPI
 * description behind it (github/rest-api-description).
 */

/** `sha256:` and 64 lower-case hex digits. */
export const digest: Rule = text({ pattern: /^sha256:[a-f0-9]{64}$/ });

/** Only the name of a repository, never `owner/name`. 1 to 100 characters. */
export const githubRepository: Rule = text({ max: 100, pattern: /^[A-Za-z0-9.\-_]+$/ });

/** The name of an artifact. 1 to 256 characters. */
export const artifactName: Rule = text({ min: 1, max: 256 });
