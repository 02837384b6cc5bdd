import type { ArtifactMetadataClient, DeploymentReply, StorageReply } from "../github/client";
import { Run } from "../ownership/run";
import { createRecordSetHandler } from "../record-set/handler";
import type { ResourceHandler } from "../resource/resource-handler";
import type { Environment } from "../settings/places";
import { readSettings, type Settings } from "../settings/settings";
import { createStorageRecordHandler } from "../storage-record/handler";

/** The handlers of both resources, by the resource's name. */
export type Rehearsal = Readonly<Record<"ClusterDeploymentRecordSet" | "ArtifactStorageRecord", ResourceHandler>>;

/**
 * The handlers of one run, as the engine uses them, with a GitHub that records everything and gets no request. It is for tests
 * of programs. What identifies a record, and so its id and times, is the same in each run.
 */
export function createRehearsal(environment: Environment, warn: (text: string) => void): Rehearsal {
    let settings: Settings = readSettings([], environment);
    const context = {
        configure: (places: Parameters<typeof readSettings>[0]) => {
            settings = readSettings(places, environment);
        },
        settings: () => settings,
        client: async () => RECORDS_ALL,
        run: new Run(),
        // Lines about planned writes are for people who watch a preview.
        say: () => undefined,
        warn,
    };
    return {
        ClusterDeploymentRecordSet: createRecordSetHandler(context),
        ArtifactStorageRecord: createStorageRecordHandler(context),
    };
}

const WHEN = { created_at: "2026-01-01T00:00:00Z", updated_at: "2026-01-01T00:00:00Z" };

/** A client that records everything it gets, has no other records, and rejects nothing. */
export const RECORDS_ALL: ArtifactMetadataClient = {
    async setClusterDeploymentRecords({ org: _, deployments, ...place }) {
        const records = deployments.map(
            ({ digest, deployment_name, tags, runtime_risks }, index): DeploymentReply => ({
                ...place,
                ...WHEN,
                id: index + 1,
                digest,
                deployment_name,
                tags,
                runtime_risks,
            }),
        );
        return { records, errors: [], total: records.length };
    },
    async createArtifactStorageRecord(call) {
        const { name, digest, artifact_url, registry_url, repository, status } = call;
        const record: StorageReply = {
            ...WHEN,
            id: 1,
            name,
            digest,
            artifact_url: artifact_url ?? null,
            registry_url,
            repository: repository ?? null,
            status,
        };
        return { records: [record], total: 1 };
    },
    listDeploymentRecords: async () => [],
    listStorageRecords: async () => [],
    explain: async (refusals) => refusals.map(() => []),
    verify: async () => ({ problems: [], warnings: [] }),
};
