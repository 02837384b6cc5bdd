import { type Find, findDeploymentRecords, findStorageRecords } from "../artifact-records/find";
import { deploymentsOf } from "./deployments-of";
import type { PluginFunction } from "./plugin-function";
import { orRefusal } from "./plugin-function";
import { storageRecordOf } from "./storage-record-of";

/** A function that reads. An argument that a preview does not know does not reach it: Pulumi's SDKs do not call it then. */
const reading =
    (find: Find<object>): PluginFunction =>
    (context, args) =>
        orRefusal(async () => ({ ...(await find(context, args)) }));

/** The functions by their tokens. GitHub answers with an empty list also where the token may not read. */
export const FUNCTIONS: ReadonlyMap<string, PluginFunction> = new Map([
    ["github-artifacts:index:deploymentsOf", deploymentsOf],
    ["github-artifacts:index:storageRecordOf", storageRecordOf],
    ["github-artifacts:index:getDeploymentRecords", reading(findDeploymentRecords)],
    ["github-artifacts:index:getStorageRecords", reading(findStorageRecords)],
]);
