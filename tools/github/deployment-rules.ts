import {
    distinct,
    flag,
    list,
    mapOf,
    objectOf,
    oneOf,
    optional,
    type Rule,
    required,
    text,
    type Violation,
} from "./rules";
import { artifactName, digest, githubRepository } from "./vocabulary";
import type { DeploymentEntry, DeploymentsBody } from "./wire";

const RUNTIME_RISKS = ["critical-resource", "internet-exposed", "lateral-movement", "sensitive-data"];

// GitHub declares no limit of tags for this endpoint. GitHub's own client, github/deployment-tracker, uses this limit for a
// key and a value.
const tagText = text({ max: 100 });

const entry = objectOf<DeploymentEntry>({
    name: required(artifactName),
    digest: required(digest),
    version: optional(text({ max: 100 })),
    status: optional(oneOf(["deployed", "decommissioned"])),
    deployment_name: required(text({ min: 1, max: 256 })),
    github_repository: optional(githubRepository),
    tags: optional(mapOf(tagText, tagText)),
    runtime_risks: optional(distinct(list({ min: 0, max: 4 }, oneOf(RUNTIME_RISKS)))),
});

const body = objectOf<DeploymentsBody>({
    logical_environment: required(text({ min: 1, max: 128 })),
    physical_environment: optional(text({ max: 128 })),
    deployments: required(list({ min: 1, max: 1000 }, entry)),
    partial_success: optional(flag),
    return_records: optional(flag),
});

const clusterName: Rule = text({ max: 128, pattern: /^[a-zA-Z0-9._-]+$/ });

/**
 * The violations in a write of deployments. If there are none, `value` is a {@link DeploymentsBody}. With `ignoresCase`,
 * two names that differ only in case are one.
 */
export function checkDeployments(cluster: string, value: unknown, ignoresCase = false): Violation[] {
    const violations: Violation[] = [];
    clusterName(cluster, "cluster", violations);
    body(value, "", violations);
    return violations.length > 0 ? violations : checkAcross((value as DeploymentsBody).deployments, ignoresCase);
}

/**
 * The rules across the entries of one call: no deployment twice, and one name and one version for an artifact.
 *
 * An artifact is a digest and a repository. If its entries differ in name or version, GitHub keeps the first without an
 * error. This server refuses that if the entries have the same repository, or none, since GitHub would lose the rest of
 * such a write. A client does not have to know the repository that an attestation names.
 */
function checkAcross(deployments: readonly DeploymentEntry[], ignoresCase: boolean): Violation[] {
    const violations: Violation[] = [];
    const names = new Set<string>();
    const artifacts = new Map<string, DeploymentEntry>();
    for (const [index, deployment] of deployments.entries()) {
        const field = `deployments[${index}]`;
        const name = ignoresCase ? deployment.deployment_name.toLowerCase() : deployment.deployment_name;
        if (names.has(name)) {
            const message = "deployment_name must be unique across all deployments.";
            violations.push({ field: `${field}.deployment_name`, code: "custom", message });
        }
        names.add(name);
        const artifact = `${deployment.digest} ${deployment.github_repository?.toLowerCase()}`;
        const first = artifacts.get(artifact) ?? deployment;
        artifacts.set(artifact, first);
        for (const same of ["name", "version"] as const) {
            if (first[same] !== deployment[same]) {
                const message = `${same} must be the same for all deployments of one digest and repository.`;
                violations.push({ field: `${field}.${same}`, code: "custom", message });
            }
        }
    }
    return violations;
}
