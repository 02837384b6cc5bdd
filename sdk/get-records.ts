import { Output, runtime } from "@pulumi/pulumi";
import type {
    GetDeploymentRecordsResult,
    GetRecordsArgs,
    GetStorageRecordsResult,
} from "../provider/artifact-records/model";
import type { Properties } from "../provider/resource/resource-handler";
import { orRunError, untraced } from "./run-error";

export type {
    FoundDeploymentRecord,
    FoundStorageRecord,
    GetDeploymentRecordsResult,
    GetRecordsArgs,
    GetStorageRecordsResult,
} from "../provider/artifact-records/model";

/**
 * Finds where an artifact is deployed: its deployment records in an organization, whoever wrote them.
 *
 * Each call makes one request, also in a preview. The function works in a Pulumi program and in a plain Node.js script.
 * A program uses the settings of the resources. A script uses only the environment and `gh`. An inline program of the
 * Automation API uses the environment of its own process, not the `envVars` of its workspace.
 *
 * The result is empty if GitHub does not know the artifact, and also if the credential cannot read its records: GitHub
 * does not distinguish the two.
 *
 * Route: `GET /orgs/{org}/artifacts/{digest}/metadata/deployment-records`, see
 * https://docs.github.com/rest/orgs/artifact-metadata#list-artifact-deployment-records.
 *
 * @param args Which artifact, and in which organization. These are plain values: if one is an output, call the function
 * in `apply`.
 * @returns The records that GitHub holds at that time.
 * @throws RunError if an argument or a setting is missing or wrong, if there is no credential, and if GitHub refuses
 * the request or cannot be reached. No message contains a credential.
 *
 * @example
 * ```ts
 * // The digest of an image that the program builds: its records are read once it is known.
 * const found = digest.apply((known) => getDeploymentRecords({ digest: known }));
 * export const clusters = found.records.apply((records) => records.map(({ cluster }) => cluster));
 * ```
 */
export function getDeploymentRecords(args: GetRecordsArgs): Promise<GetDeploymentRecordsResult> {
    return reading("getDeploymentRecords", args, (functions) => functions.getDeploymentRecords);
}

/**
 * Finds where an artifact is stored: its storage records in an organization, whoever wrote them. It works like {@link
 * getDeploymentRecords}, and fails for the same reasons.
 *
 * Route: `GET /orgs/{org}/artifacts/{digest}/metadata/storage-records`, see
 * https://docs.github.com/rest/orgs/artifact-metadata#list-artifact-storage-records.
 *
 * @param args Which artifact, and in which organization.
 * @returns The records that GitHub holds at that time.
 * @throws RunError for the same reasons as {@link getDeploymentRecords}.
 */
export function getStorageRecords(args: GetRecordsArgs): Promise<GetStorageRecordsResult> {
    return reading("getStorageRecords", args, (functions) => functions.getStorageRecords);
}

type Functions = typeof import("../provider/process/functions");
type Read<Result> = (config: { get(key: string): string | undefined }, args: Properties) => Promise<Result>;

async function reading<Result>(
    name: keyof Functions,
    args: GetRecordsArgs,
    of: (functions: Functions) => Read<Result>,
): Promise<Result> {
    const given: Properties = { ...args };
    const later = Object.keys(given).find((key) => Output.isInstance(given[key]) || given[key] instanceof Promise);
    if (later !== undefined)
        throw untraced(`${name}: ${later} is not known yet, but must be a plain value. ${inApply(name)}`);
    // Loaded late, because the code that calls GitHub is large, and most programs never read records.
    const functions: Functions = require("../provider/process/functions");
    return orRunError(() => of(functions)({ get: runtime.getConfig }, given));
}

const inApply = (name: string): string =>
    `Call the function in apply, as in output.apply((digest) => ${name}({ digest }))`;
