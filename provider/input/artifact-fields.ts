/**
 * The arguments that a deployment and a storage record have in common.
 * Source of the limits: https://docs.github.com/rest/orgs/artifact-metadata
 */

import { DIGEST, MOST_CHARACTERS } from "../vocabulary/words";
import { type Field, type Problem, quote, text, unfit } from "./fields";

/** An organization's login. The pattern ensures that it cannot lead to another path of the API. */
export const organization: Field = text({
    max: 100,
    pattern: /^[A-Za-z0-9][A-Za-z0-9_-]*$/,
    shape: "an organization's name: letters, digits and hyphens",
});

/** The message if neither the resource nor the settings name an organization. */
export const MISSING_ORGANIZATION =
    "is missing, and there is no default: pass org, or run `pulumi config set github-artifacts:owner ORGANIZATION`, or set " +
    "GITHUB_OWNER";

/** The name of an artifact, such as `ghcr.io/acme/api`. */
export const artifactName: Field = text({ max: MOST_CHARACTERS.name });

/** The version of an artifact. */
export const artifactVersion: Field = text({ max: MOST_CHARACTERS.version });

/** An image digest. SHA-256 is the only algorithm that GitHub accepts. */
export const digest: Field = text({
    max: 71,
    pattern: DIGEST,
    shape: '"sha256:" and 64 hexadecimal digits in lower case',
    suggest: suggestDigest,
});

function suggestDigest(value: string): string | undefined {
    const hex = /(?:^|[:@])([a-fA-F0-9]{64})$/.exec(value.trim())?.[1];
    return hex === undefined ? undefined : `sha256:${hex.toLowerCase()}`;
}

/** A repository's name without its owner. Its organization is that of the record. */
export const repositoryName: Field = text({
    max: 100,
    pattern: /^[A-Za-z0-9._-]+$/,
    shape: "a repository's name without its owner: letters, digits, dots, hyphens and underscores",
    suggest: (value) => /(?:^|\/)([A-Za-z0-9._-]+?)(?:\.git)?\/?$/.exec(value)?.[1],
});

/** An absolute https URL. */
export function httpsUrl(max: number): Field {
    const shape = `a URL that starts with https:// and has at most ${max} characters`;
    const short = text({ max, shape });
    const isHttps = (url: string): boolean => url.startsWith("https://") && URL.canParse(url);
    return (value): readonly Problem[] => {
        const problems = short(value);
        if (problems.length > 0) return problems;
        const url = String(value);
        if (isHttps(url)) return problems;
        const meant = `https://${url.replace(/^[a-z+]*:?\/\//i, "")}`;
        const offer = isHttps(meant) && short(meant).length === 0 ? `; did you mean ${quote(meant)}?` : "";
        return unfit(url, `, but must be ${shape}`, offer);
    };
}
