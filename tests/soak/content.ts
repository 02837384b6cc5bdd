import { isDeepStrictEqual } from "node:util";
import type { FaultyRequest, GitHubServer } from "../../tools/github";
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
 * One exception is the product's word: a decommission that GitHub rejects as `not_found` means that nothing is left to
 * remove. Such a record is let go, and here it may stand as it did.
 */
export class ExpectedContent {
    readonly #retired = new Map<string, string>();
    #artifacts: ReadonlyMap<string, DeclaredRecord> = new Map();
    readonly #letGo = new Set<string>();

    /** Takes note of deployments that were to be retired while their repository could not be found. */
    letGo(requests: readonly FaultyRequest[]): void {
        for (const key of requests.flatMap(decommissionedIn)) this.#letGo.add(key);
    }

    /** What differs, a line each, once this program has converged. */
    differences(program: Program, github: GitHubServer): string[] {
        const entries = entriesOf(program);
        for (const key of entries.keys()) this.#letGo.delete(key);
        const records = new Map(github.deploymentRecords().map((record) => [keyOfDeployment(record), record]));
        const others = [...records.keys()].filter((key) => !entries.has(key) && !this.#letGo.has(key));
        return [
            ...[...entries].flatMap(([key, entry]) => differencesOf(key, expectedEntry(entry), records.get(key))),
            ...others.flatMap((key) => differencesOf(key, { status: "decommissioned" }, records.get(key))),
            ...this.#differencesOfArtifacts(program, github),
        ];
    }

    #differencesOfArtifacts(program: Program, github: GitHubServer): string[] {
        const declared = new Map(
            program.flatMap((one) => (one.kind === "record" ? [[locationKey(one), one] as const] : [])),
        );
        this.#retire(declared);
        const records = new Map(github.storageRecords().map((record) => [keyOfArtifact(record), record]));
        const others = [...records.keys()].filter((key) => !declared.has(key));
        return [
            ...[...declared].flatMap(([key, one]) => differencesOf(key, expectedArtifact(one), records.get(key))),
            ...others.flatMap((key) => differencesOf(key, { status: this.#retired.get(key) }, records.get(key))),
        ];
    }

    #retire(declared: ReadonlyMap<string, DeclaredRecord>): void {
        for (const [key, { args }] of this.#artifacts) {
            const { status, removalStatus = "deleted" } = args;
            this.#retired.set(key, status === "deleted" ? status : removalStatus);
        }
        this.#artifacts = declared;
    }
}

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

function decommissionedIn({ path, body }: FaultyRequest): string[] {
    const place = /^\/orgs\/([^/]+)\/.*\/cluster\/([^/]+)$/.exec(path);
    if (place === null) return [];
    const [org = "", cluster = ""] = place.slice(1).map(decodeURIComponent);
    const { deployments, ...environments } = body as {
        logical_environment: string;
        physical_environment?: string;
        deployments: { deployment_name: string; status: string }[];
    };
    return deployments
        .filter(({ status }) => status === "decommissioned")
        .map(({ deployment_name }) =>
            keyOfDeployment({ ...environments, org: org.toLowerCase(), cluster, deployment_name }),
        );
}
