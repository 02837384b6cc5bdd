import { isDeepStrictEqual } from "node:util";
import type { FaultyRequest, GitHubServer } from "../../tools/github";
import type { Witness } from "./faults";
import { type DeclaredRecord, deploymentKey, type Entry, locationKey, type Program } from "./program";
import { ATTESTED } from "./random-parts";

/**
 * What GitHub must hold once a program has converged, of everything that a stack ever declared.
 *
 * | the record of          | is                                                                                  |
 * |------------------------|-------------------------------------------------------------------------------------|
 * | a declared entry       | as declared, its status included; a version that is left out may be an earlier one  |
 * | any other deployment   | decommissioned                                                                      |
 * | a declared artifact    | as declared; an optional argument that is left out may be an earlier one            |
 * | any other artifact     | as it was last declared, if that was deleted already, else with its removal status  |
 *
 * A record may be anything else in two cases. Its write was carried out and not answered, and the program was given up
 * before it converged: then nobody knows of it before a refresh. Or GitHub rejected its retirement as `not_found`, which
 * the product takes for "there is nothing left to retire".
 */
export class ExpectedContent implements Witness {
    /** By location: the status that a record may have once it has left the program. */
    readonly #retired = new Map<string, Set<string>>();
    /** Written by this program, without an answer. */
    readonly #lost = new Set<string>();
    readonly #excused = new Set<string>();

    answered(request: FaultyRequest): undefined {
        for (const key of keysOf(request)) {
            this.#lost.delete(key);
            this.#excused.delete(key);
        }
    }

    lost(request: FaultyRequest): void {
        for (const key of keysOf(request)) this.#lost.add(key);
    }

    missed(request: FaultyRequest): void {
        for (const key of keysOf(request, "decommissioned")) this.#excused.add(key);
    }

    /** Takes note of a program that may have done anything between nothing and all that it asks for. */
    gaveUp(program: Program): void {
        for (const key of this.#lost) this.#excused.add(key);
        this.#lost.clear();
        for (const [key, record] of artifactsOf(program)) {
            this.#retired.set(key, (this.#retired.get(key) ?? new Set()).add(retiredStatus(record)));
        }
    }

    /** What differs, a line each, once this program has converged. */
    differences(program: Program, github: GitHubServer): string[] {
        this.#lost.clear();
        const [entries, artifacts] = [entriesOf(program), artifactsOf(program)];
        const deployments = new Map(github.deploymentRecords().map((record) => [keyOfDeployment(record), record]));
        const stored = new Map(github.storageRecords().map((record) => [keyOfArtifact(record), record]));
        const differences = [
            ...this.#declared(entries, expectedEntry, deployments),
            ...this.#declared(artifacts, expectedArtifact, stored),
            ...this.#inUse(deployments, entries, () => new Set(["decommissioned"])),
            ...this.#inUse(stored, artifacts, (key) => this.#retired.get(key)),
        ];
        for (const [key, record] of artifacts) this.#retired.set(key, new Set([retiredStatus(record)]));
        return differences;
    }

    /** What is declared, and not held so. */
    #declared<Declared>(
        declared: ReadonlyMap<string, Declared>,
        expected: (declared: Declared) => Expected,
        records: ReadonlyMap<string, object>,
    ): string[] {
        return [...declared]
            .filter(([key]) => !this.#excused.has(key))
            .flatMap(([key, one]) => differencesOf(key, expected(one), records.get(key)));
    }

    /** What is not declared, and not retired either. */
    #inUse(
        records: ReadonlyMap<string, { readonly status: string }>,
        declared: ReadonlyMap<string, unknown>,
        retired: (key: string) => ReadonlySet<string> | undefined,
    ): string[] {
        return [...records]
            .filter(([key]) => !declared.has(key) && !this.#excused.has(key))
            .filter(([key, { status }]) => retired(key)?.has(status) !== true)
            .map(([key, { status }]) => `${key}: is not declared, but ${status}, not ${[...(retired(key) ?? [])]}`);
    }
}

const retiredStatus = ({ args: { status, removalStatus = "deleted" } }: DeclaredRecord): string =>
    status === "deleted" ? status : removalStatus;

type Expected = Readonly<Record<string, unknown>>;

function differencesOf(key: string, expected: Expected, record: object | undefined): string[] {
    if (record === undefined) return [`${key}: GitHub holds no record of it`];
    const held = new Map(Object.entries(record));
    return Object.entries(expected)
        .filter(([field, value]) => !isDeepStrictEqual(held.get(field), value))
        .map(
            ([field, value]) => `${key}: ${field} is ${JSON.stringify(held.get(field))}, not ${JSON.stringify(value)}`,
        );
}

const artifactsOf = (program: Program): Map<string, DeclaredRecord> =>
    new Map(program.flatMap((one) => (one.kind === "record" ? [[locationKey(one), one] as const] : [])));

const entriesOf = (program: Program): Map<string, Entry> =>
    new Map(
        program.flatMap((one) =>
            one.kind === "set"
                ? Object.entries(one.deployments).map(([name, entry]) => [deploymentKey(one, name), entry] as const)
                : [],
        ),
    );

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

/** How the embedded GitHub names what it holds, as {@link deploymentKey} and {@link locationKey} name what is declared. */
const keyOfDeployment = (record: Held<"cluster" | "logical_environment" | "deployment_name">): string =>
    JSON.stringify([
        record.org,
        record.cluster,
        record.logical_environment,
        record.physical_environment ?? null,
        record.deployment_name,
    ]);

type Held<Fields extends string> = Readonly<Record<Fields | "org", string>> & {
    readonly physical_environment?: string | null;
};

const keyOfArtifact = (record: Held<"digest" | "registry_url"> & { readonly repository: string | null }): string =>
    JSON.stringify([record.org, record.digest, record.registry_url, record.repository]);

/** What a request writes: of deployments all, or those with this status. */
function keysOf({ path, body }: FaultyRequest, status?: string): string[] {
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

type Sent = Held<"logical_environment"> & { readonly deployments: { deployment_name: string; status: string }[] };
