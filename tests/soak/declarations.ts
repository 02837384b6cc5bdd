import { isDeepStrictEqual } from "node:util";
import type { GitHubServer, StoredDeploymentRecord, StoredStorageRecord } from "../../tools/github";
import type { Write } from "./other-writer";
import { type Declared, type DeclaredRecord, deploymentKey, type Entry, locationKey, resourceOf } from "./program";
import { ATTESTED } from "./random-parts";

/** What a record must hold, by GitHub's names of the fields. A field that is not listed may hold anything. */
export type Expected = Readonly<Record<string, unknown>>;

/** What one resource declares for one record. */
export interface Declaration {
    /** The record's key, as the resource spells it. */
    readonly key: string;
    readonly resource: string;
    readonly expected: Expected;
    /** The status that the record gets once it leaves the program. */
    readonly retired: string;
}

/** A record in the embedded GitHub. */
export type Held = StoredDeploymentRecord | StoredStorageRecord;

/** Returns the same text for all keys that are one record for GitHub. */
export type Spell = (key: string) => string;

/** What resources declare for each record. */
export function declarationsOf(resources: readonly Declared[], spell: Spell): Map<string, Declaration[]> {
    const all = new Map<string, Declaration[]>();
    const add = (declaration: Declaration): void => {
        const key = spell(declaration.key);
        all.set(key, [...(all.get(key) ?? []), declaration]);
    };
    for (const one of resources) {
        const resource = resourceOf(one);
        if (one.kind === "record") {
            add({ key: locationKey(one), resource, expected: expectedArtifact(one), retired: retiredStatus(one) });
            continue;
        }
        for (const [name, entry] of Object.entries(one.deployments)) {
            const key = deploymentKey(one, name);
            add({ key, resource, expected: expectedEntry(entry), retired: "decommissioned" });
        }
    }
    return all;
}

/** All records in GitHub, with the same keys as declarations get from {@link deploymentKey} and {@link locationKey}. */
export const heldBy = (github: GitHubServer, spell: Spell): Map<string, Held> =>
    new Map<string, Held>([
        ...github.deploymentRecords().map((record) => [spell(keyOfDeployment(record)), record] as const),
        ...github.storageRecords().map((record) => [spell(keyOfArtifact(record)), record] as const),
    ]);

/** A line for each field of a record that is not as expected. */
export function differencesOf(key: string, expected: Expected, record: Held): string[] {
    const held = new Map<string, unknown>(Object.entries(record));
    return Object.entries(expected)
        .filter(([field, value]) => !isDeepStrictEqual(held.get(field), value))
        .map(
            ([field, value]) => `${key}: ${field} is ${JSON.stringify(held.get(field))}, not ${JSON.stringify(value)}`,
        );
}

const retiredStatus = ({ args: { status, removalStatus = "eol" } }: DeclaredRecord): string =>
    status === "deleted" ? status : removalStatus;

function expectedEntry(entry: Entry): Expected {
    const { name, digest, version, status = "deployed", githubRepository, tags = {}, runtimeRisks = [] } = entry;
    return {
        name,
        digest,
        ...(version !== undefined && { version }),
        status,
        github_repository: digest === ATTESTED ? "api" : githubRepository,
        tags,
        runtime_risks: [...runtimeRisks].sort(),
    };
}

function expectedArtifact({ args }: DeclaredRecord): Expected {
    const { name, digest, version, artifactUrl, path, status = "active", githubRepository } = args;
    return {
        name,
        ...(version !== undefined && { version }),
        ...(artifactUrl !== undefined && { artifact_url: artifactUrl }),
        ...(path !== undefined && { path }),
        status,
        github_repository: digest === ATTESTED ? "api" : githubRepository,
    };
}

/** True for a request that reads the artifact of this record. `digests` are those that a deployment may have. */
export function isAsked(
    key: string,
    digests: readonly unknown[],
    { method, path }: { method: string; path: string },
): boolean {
    const [, org = "", digest = "", kind] = /^\/orgs\/([^/]+)\/artifacts\/([^/]+)\/metadata\/(\w+)/.exec(path) ?? [];
    const [keyOrg, keyDigest, , , deployment] = JSON.parse(key);
    if (method !== "GET" || keyOrg !== org.toLowerCase() || (kind === "deployment") !== (deployment !== undefined))
        return false;
    return [...(kind === "deployment" ? digests : [keyDigest])].includes(decodeURIComponent(digest));
}

/** The write that makes a deployment's record equal to what a stack expects. Undefined for a storage record. */
export function asWrite({ key, expected }: Declaration): Write | undefined {
    const [org, cluster, logicalEnvironment, physicalEnvironment, deployment] = JSON.parse(key);
    if (deployment === undefined) return undefined;
    const args = { org, cluster, logicalEnvironment, ...(physicalEnvironment !== null && { physicalEnvironment }) };
    const { name, digest, github_repository: githubRepository } = expected as Record<string, string>;
    const entry = { name, digest, githubRepository } as Entry;
    return { kind: "deployment", args, name: deployment, entry };
}

type Named<Fields extends string> = Readonly<Record<Fields | "org", string>> & {
    readonly physical_environment?: string | null;
};

const keyOfDeployment = (record: Named<"cluster" | "logical_environment" | "deployment_name">): string =>
    JSON.stringify([
        record.org,
        record.cluster,
        record.logical_environment,
        record.physical_environment ?? null,
        record.deployment_name,
    ]);

const keyOfArtifact = (record: Named<"digest" | "registry_url"> & { readonly repository: string | null }): string =>
    JSON.stringify([record.org, record.digest, record.registry_url, record.repository]);

/** The keys that a request writes. With a status, only the deployments with that status. */
export function keysOf(request: { method: string; path: string; body: unknown }, status?: string): string[] {
    const { method, path, body } = request;
    if (method !== "POST") return [];
    const [, org = "", cluster] = /^\/orgs\/([^/]+)\/.*?(?:\/cluster\/([^/]+))?$/.exec(path) ?? [];
    const sent = { repository: null, ...(body as object), org: org.toLowerCase() };
    if (cluster === undefined) return status === undefined ? [keyOfArtifact(sent as never)] : [];
    const { deployments, ...environments } = sent as unknown as Sent;
    return deployments
        .filter((entry) => status === undefined || entry.status === status)
        .map(({ deployment_name }) =>
            keyOfDeployment({ ...environments, cluster: decodeURIComponent(cluster), deployment_name }),
        );
}

type Sent = Named<"logical_environment"> & { readonly deployments: { deployment_name: string; status: string }[] };
