import type { ArtifactMetadataClient, DeploymentReply, StorageReply } from "../github/client";
import { digest, MISSING_ORGANIZATION, organization } from "../input/artifact-fields";
import { isAbsent, lineOf, problemsOf, type Shape } from "../input/fields";
import type { Context } from "../resource/context";
import type { Properties } from "../resource/resource-handler";
import { Refused } from "../text/refused";
import type {
    FoundDeploymentRecord,
    FoundStorageRecord,
    GetDeploymentRecordsResult,
    GetStorageRecordsResult,
} from "./model";

/** Reads the records of an artifact. Throws `Refused` with everything that is wrong with the arguments and the settings. */
export type Find<Result> = (context: Pick<Context, "settings" | "client">, args: Properties) => Promise<Result>;

const ARGUMENTS: Shape = {
    required: ["org", "digest"],
    fields: { org: organization, digest },
    missing: { org: MISSING_ORGANIZATION },
};

type List<Found> = (client: ArtifactMetadataClient, org: string, digest: string) => Promise<readonly Found[]>;

/** If no organization is given, it comes from the settings. */
const byDigest =
    <Found>(list: List<Found>): Find<{ org: string; digest: string; records: readonly Found[] }> =>
    async (context, args) => {
        const { owner, problems: settings } = context.settings();
        const given = isAbsent(args.org) ? { ...args, org: owner } : args;
        const problems = [...problemsOf(given, ARGUMENTS).map(lineOf), ...settings];
        if (problems.length > 0) throw new Refused(problems.join("\n"));
        const { org, digest } = given as { org: string; digest: string };
        return { org, digest, records: await list(await context.client(), org, digest) };
    };

/** Finds where an artifact is deployed. */
export const findDeploymentRecords: Find<GetDeploymentRecordsResult> = byDigest(async (client, org, digest) =>
    (await client.listDeploymentRecords(org, digest)).map(toDeploymentRecord),
);

/** Finds where an artifact is stored. */
export const findStorageRecords: Find<GetStorageRecordsResult> = byDigest(async (client, org, digest) =>
    (await client.listStorageRecords(org, digest)).map(toStorageRecord),
);

function toDeploymentRecord(reply: DeploymentReply): FoundDeploymentRecord {
    return {
        id: reply.id,
        digest: reply.digest,
        ...(reply.cluster && { cluster: reply.cluster }),
        logicalEnvironment: reply.logical_environment,
        ...(reply.physical_environment && { physicalEnvironment: reply.physical_environment }),
        deploymentName: reply.deployment_name,
        tags: reply.tags ?? {},
        runtimeRisks: reply.runtime_risks ?? [],
        ...timesOf(reply),
        ...(typeof reply.attestation_id === "number" && { attestationId: reply.attestation_id }),
    };
}

function toStorageRecord(reply: StorageReply): FoundStorageRecord {
    return {
        id: reply.id,
        name: reply.name,
        digest: reply.digest,
        ...(reply.artifact_url && { artifactUrl: reply.artifact_url }),
        registryUrl: reply.registry_url,
        ...(reply.repository && { repository: reply.repository }),
        status: reply.status,
        ...timesOf(reply),
    };
}

const timesOf = ({ created_at, updated_at }: Pick<DeploymentReply, "created_at" | "updated_at">) => ({
    ...(created_at !== undefined && { createdAt: created_at }),
    ...(updated_at !== undefined && { updatedAt: updated_at }),
});
