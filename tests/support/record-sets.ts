import type { DeploymentReply } from "../../provider/github/client";
import type { Doubt } from "../../provider/ownership/last-write";
import type { Deployment, DeploymentRecord, KnownSet, PriorSet, Target } from "../../provider/record-set/model";
import { byCodeUnit } from "../../provider/vocabulary/order";

/** The digest of the n-th artifact. Its first 12 digits are unique, so it can be shortened. */
export const digestOf = (n: number): string => `sha256:${n.toString(16).padStart(12, "0").padEnd(64, "0")}`;

/** A deployment in its normalized form. */
export const deployment = (parts: Partial<Deployment> = {}): Deployment => ({
    name: "ghcr.io/acme/api",
    digest: digestOf(1),
    ...parts,
});

export const target = (parts: Partial<Target> = {}): Target => ({
    org: "acme",
    cluster: "prod-eu-1",
    logicalEnvironment: "production",
    ...parts,
});

export const deploymentRecord = (parts: Partial<DeploymentRecord> = {}): DeploymentRecord => ({
    id: 7,
    updatedAt: "2026-01-02T00:00:00Z",
    ...parts,
});

type ByName<Value> = Readonly<Record<string, Value>>;

/** A map in the order of its names, like parsed inputs. */
export const byName = <Value>(values: ByName<Value>): Map<string, Value> =>
    new Map(Object.entries(values).sort(([a], [b]) => byCodeUnit(a, b)));

export function desiredSet(
    deployments: ByName<Deployment> = {},
    parts: Partial<Omit<KnownSet, "deployments">> = {},
): KnownSet {
    return { ...target(), onRejected: "fail", ...parts, deployments: byName(deployments) };
}

/** A set in the state. Each deployment has a record, numbered from 7, except those in `lost`. `doubt` says why. */
export function priorSet(
    deployments: ByName<Deployment> = {},
    parts: Partial<Omit<PriorSet, "deployments" | "records">> & { lost?: readonly string[]; doubt?: Doubt } = {},
): PriorSet {
    const { lost = [], doubt: reason = "not-returned", ...rest } = parts;
    const numbered = Object.keys(deployments).map(
        (name, index) => [name, deploymentRecord({ id: 7 + index })] as const,
    );
    const records = numbered.filter(([name]) => !lost.includes(name));
    const { updatedAt: writtenAt } = deploymentRecord();
    const unconfirmed = lost.map((name) => [name, { reason, writtenAt }] as const);
    return {
        ...desiredSet(deployments),
        rejected: new Map(),
        unconfirmed: byName(Object.fromEntries(unconfirmed)) as PriorSet["unconfirmed"],
        baseUrl: "https://api.github.com",
        ...rest,
        records: byName(Object.fromEntries(records)),
    };
}

/** A record that GitHub returns. */
export const deploymentReply = (parts: Partial<DeploymentReply> = {}): DeploymentReply => ({
    id: 7,
    digest: digestOf(1),
    logical_environment: "production",
    cluster: "prod-eu-1",
    deployment_name: "api",
    tags: {},
    runtime_risks: [],
    created_at: "2026-01-01T00:00:00Z",
    updated_at: "2026-01-02T00:00:00Z",
    ...parts,
});

/** What GitHub returns for a set that nobody else has written, for the reads of a client. */
export const heldAsIn =
    (set: PriorSet) =>
    (digest: string): DeploymentReply[] =>
        [...set.deployments].flatMap(([name, { digest: held, tags = {}, runtimeRisks = [] }]) => {
            const record = set.records.get(name);
            if (record === undefined || held !== digest) return [];
            return [
                deploymentReply({
                    id: record.id,
                    digest,
                    cluster: set.cluster,
                    logical_environment: set.logicalEnvironment,
                    ...(set.physicalEnvironment !== undefined && { physical_environment: set.physicalEnvironment }),
                    deployment_name: name,
                    tags: { ...tags },
                    runtime_risks: [...runtimeRisks],
                    ...(record.updatedAt !== undefined && { updated_at: record.updatedAt }),
                }),
            ];
        });
