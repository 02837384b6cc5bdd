import { digest, MISSING_ORGANIZATION, organization } from "../artifact-fields";
import type { Context } from "../context";
import { isAbsent, problemsOf, type Shape, told } from "../fields";
import type { DeploymentReply, StorageReply } from "../github/client";
import { toRecord as toRecordOfSet } from "../record-set/wire";
import { toRecord as toRecordOfStorage } from "../storage-record/wire";
import { isUnknown, UNKNOWN } from "../vocabulary";
import { deploymentsOf } from "./deployments-of";
import type { PluginFunction } from "./function-model";
import type { FoundDeploymentRecord, FoundStorageRecord } from "./functions-model";
import { storageRecordOf } from "./storage-record-of";

const ARGUMENTS: Shape = {
    required: ["org", "digest"],
    fields: { org: organization, digest },
    missing: { org: MISSING_ORGANIZATION },
};

type Records = (
    context: Context,
    org: string,
    digest: string,
) => Promise<readonly (FoundDeploymentRecord | FoundStorageRecord)[]>;

/**
 * Reads records of an artifact. The organization is the provider's where none is given. What a preview does not know yet cannot be
 * asked for: then the records are not known either.
 */
const byDigest =
    (records: Records): PluginFunction =>
    async (context, args) => {
        const { owner, problems: settings } = context.settings();
        const given = isAbsent(args.org) ? { ...args, org: owner } : args;
        const problems = [...problemsOf(given, ARGUMENTS).map(told), ...settings];
        if (problems.length > 0) return { problems };
        const { org, digest } = given as { org: string; digest: string };
        if (isUnknown(org) || isUnknown(digest)) return { problems: [], result: { org, digest, records: UNKNOWN } };
        return { problems: [], result: { org, digest, records: await records(context, org, digest) } };
    };

/** The functions by their tokens. GitHub answers with an empty list also where the token may not read. */
export const FUNCTIONS: ReadonlyMap<string, PluginFunction> = new Map([
    ["github-artifacts:index:deploymentsOf", deploymentsOf],
    ["github-artifacts:index:storageRecordOf", storageRecordOf],
    [
        "github-artifacts:index:getDeploymentRecords",
        byDigest(async ({ client }, org, digest) =>
            (await (await client()).listDeploymentRecords(org, digest)).map(toDeploymentRecord),
        ),
    ],
    [
        "github-artifacts:index:getStorageRecords",
        byDigest(async ({ client }, org, digest) =>
            (await (await client()).listStorageRecords(org, digest)).map(toStorageRecord),
        ),
    ],
]);

function toDeploymentRecord(reply: DeploymentReply): FoundDeploymentRecord {
    return {
        ...toRecordOfSet(reply),
        digest: reply.digest,
        ...(reply.cluster && { cluster: reply.cluster }),
        logicalEnvironment: reply.logical_environment,
        ...(reply.physical_environment && { physicalEnvironment: reply.physical_environment }),
        deploymentName: reply.deployment_name,
        tags: reply.tags ?? {},
        runtimeRisks: reply.runtime_risks ?? [],
    };
}

function toStorageRecord(reply: StorageReply): FoundStorageRecord {
    return {
        ...toRecordOfStorage(reply),
        name: reply.name,
        digest: reply.digest,
        ...(reply.artifact_url && { artifactUrl: reply.artifact_url }),
        registryUrl: reply.registry_url,
        ...(reply.repository && { repository: reply.repository }),
    };
}
