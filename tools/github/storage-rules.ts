import { flag, objectOf, oneOf, optional, required, text, type Violation } from "./rules";
import { artifactName, digest, githubRepository } from "./vocabulary";
import type { StorageBody } from "./wire";

const HTTPS = /^https:\/\//;

const body = objectOf<StorageBody>({
    name: required(artifactName),
    digest: required(digest),
    version: optional(text({ min: 1, max: 100 })),
    artifact_url: optional(text({ max: 152, pattern: HTTPS })),
    path: optional(text({ max: 512 })),
    registry_url: required(text({ min: 1, max: 256, pattern: HTTPS })),
    repository: optional(text({ max: 128 })),
    status: optional(oneOf(["active", "eol", "deleted"])),
    github_repository: optional(githubRepository),
    return_records: optional(flag),
});

/** The violations in a write of a storage record. If there are none, `value` is a {@link StorageBody}. */
export function checkStorage(value: unknown): Violation[] {
    const violations: Violation[] = [];
    body(value, "", violations);
    return violations;
}
