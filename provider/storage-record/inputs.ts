import {
    artifactName,
    artifactVersion,
    digest,
    httpsUrl,
    MISSING_ORGANIZATION,
    organization,
    repositoryName,
} from "../input/artifact-fields";
import { isAbsent, oneOf, problemsOf, type Shape, text } from "../input/fields";
import type { Parsed } from "../resource/inputs";
import { MOST_CHARACTERS, REMOVAL_STATUSES, STORAGE_STATUSES } from "../vocabulary/words";
import type { DesiredStorage } from "./model";

/** The arguments of a storage record. */
export const STORAGE_RECORD: Shape = {
    required: ["org", "name", "digest", "registryUrl"],
    fields: {
        org: organization,
        name: artifactName,
        digest,
        version: artifactVersion,
        artifactUrl: httpsUrl(MOST_CHARACTERS.artifactUrl),
        path: text({ max: 512 }),
        registryUrl: httpsUrl(MOST_CHARACTERS.registryUrl),
        repository: text({ max: MOST_CHARACTERS.repository }),
        status: oneOf(STORAGE_STATUSES),
        githubRepository: repositoryName,
        removalStatus: oneOf(REMOVAL_STATUSES),
    },
    missing: { org: MISSING_ORGANIZATION },
    ignored: ["__provider"],
};

const DEFAULTS = { status: "active", removalStatus: "eol" };

/**
 * Parses and normalizes the inputs from the engine. `owner` is the organization if the program names none. Nothing is coerced: invalid
 * values are among the problems, and then there is no `desired`.
 */
export function parseStorageRecord(
    raw: Readonly<Record<string, unknown>>,
    owner: string | undefined,
): Parsed<DesiredStorage> {
    const given = { ...DEFAULTS, ...present({ org: owner }), ...present(raw) };
    const problems = problemsOf(given, STORAGE_RECORD);
    if (problems.length > 0) return { problems };
    const arguments_ = Object.keys(STORAGE_RECORD.fields).filter((name) => Object.hasOwn(given, name));
    const desired = Object.fromEntries(arguments_.map((name) => [name, given[name as keyof typeof given]]));
    return { desired: desired as unknown as DesiredStorage, problems: [] };
}

const present = (properties: Readonly<Record<string, unknown>>) =>
    Object.fromEntries(Object.entries(properties).filter(([, value]) => !isAbsent(value)));
