import type { GitHubServer } from "../../tools/github";
import type { DeploymentsBody, StorageBody } from "../../tools/github/wire";
import type { Dice } from "./dice";
import type { Draft } from "./edits";
import { type DeclaredRecord, type DeclaredSet, type Entry, OWNER } from "./program";
import { randomArtifact, randomEntry, randomTags } from "./random-parts";

/** A record that a tool writes, even if somebody else has written it. */
export type Write =
    | { readonly kind: "deployment"; readonly args: DeclaredSet["args"]; readonly name: string; readonly entry: Entry }
    | { readonly kind: "artifact"; readonly args: DeclaredRecord["args"] };

/** What a tool does to a deployment that a stack declares. */
const DEPLOYMENT_WRITES: readonly ((entry: Entry, dice: Dice) => Entry)[] = [
    (entry) => entry,
    (entry, dice) => ({ ...entry, ...randomArtifact(dice) }),
    (entry, dice) => ({ ...entry, ...randomArtifact(dice) }),
    (entry, dice) => ({ ...entry, tags: randomTags(dice) }),
    (entry) => ({ ...entry, status: "decommissioned" }),
    (_entry, dice) => randomEntry(dice),
];

/** What a tool does to a storage record that a stack declares. */
const ARTIFACT_WRITES: readonly ((args: DeclaredRecord["args"], dice: Dice) => DeclaredRecord["args"])[] = [
    (args) => args,
    (args, dice) => ({ ...args, version: dice.pick(["1", "1.1", "2"]) }),
    (args, dice) => ({ ...args, status: dice.pick(["active", "eol", "deleted"]) }),
    (args) => ({ ...args, artifactUrl: "https://ghcr.io/z" }),
];

/** One to three records that a tool writes, from what a program declares or declared. None if the program declares nothing. */
export function randomWrites({ sets, records }: Draft, dice: Dice): Write[] {
    const deployments = sets.flatMap(({ args, deployments }) =>
        Object.entries(deployments).map(([name, entry]): Write => ({ kind: "deployment", args, name, entry })),
    );
    const artifacts = records.map(({ args }): Write => ({ kind: "artifact", args }));
    const all = structuredClone([...deployments, ...artifacts]);
    return dice
        .shuffled(all)
        .slice(0, 1 + dice.below(3))
        .map((write) =>
            write.kind === "artifact"
                ? { ...write, args: dice.pick(ARTIFACT_WRITES)(write.args, dice) }
                : { ...write, entry: dice.pick(DEPLOYMENT_WRITES)(write.entry, dice) },
        );
}

/** Writes a record with a plain request. Throws if GitHub does not accept it, since the test would then show nothing. */
export async function carryOut(write: Write, github: GitHubServer): Promise<void> {
    const { org = OWNER } = write.args;
    const { path, body } = write.kind === "artifact" ? artifactRequest(write) : deploymentRequest(write);
    const reply = await fetch(`${github.url}/orgs/${org}/artifacts/metadata/${path}`, {
        method: "POST",
        headers: { authorization: "Bearer ghs_embedded", "content-type": "application/json" },
        body: JSON.stringify(body),
    });
    const text = await reply.text();
    if (reply.status !== 200) throw new Error(`${path}: ${reply.status} ${text}`);
}

interface Request {
    readonly path: string;
    readonly body: DeploymentsBody | StorageBody;
}

function deploymentRequest({ args, name, entry }: Extract<Write, { kind: "deployment" }>): Request {
    const { cluster, logicalEnvironment, physicalEnvironment } = args;
    const { digest, version, status, githubRepository = "api", tags = {}, runtimeRisks = [] } = entry;
    const deployment = {
        ...{ name: entry.name, digest, deployment_name: name, github_repository: githubRepository, tags },
        runtime_risks: runtimeRisks as NonNullable<DeploymentsBody["deployments"][number]["runtime_risks"]>,
        ...(version !== undefined && { version }),
        ...(status !== undefined && { status }),
    };
    const body: DeploymentsBody = {
        logical_environment: logicalEnvironment,
        ...(physicalEnvironment !== undefined && { physical_environment: physicalEnvironment }),
        deployments: [deployment],
    };
    return { path: `deployment-record/cluster/${encodeURIComponent(cluster)}`, body };
}

function artifactRequest({ args }: Extract<Write, { kind: "artifact" }>): Request {
    const {
        name,
        digest,
        registryUrl,
        repository,
        version,
        artifactUrl,
        path,
        status,
        githubRepository = "api",
    } = args;
    const body: StorageBody = {
        ...{ name, digest, registry_url: registryUrl, github_repository: githubRepository },
        ...(repository !== undefined && { repository }),
        ...(version !== undefined && { version }),
        ...(artifactUrl !== undefined && { artifact_url: artifactUrl }),
        ...(path !== undefined && { path }),
        ...(status !== undefined && { status }),
    };
    return { path: "storage-record", body };
}
