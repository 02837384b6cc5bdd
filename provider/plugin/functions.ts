import { type Find, findDeploymentRecords, findStorageRecords } from "../artifact-records/find";
import { deploymentsOf } from "./deployments-of";
import type { PluginFunction } from "./plugin-function";
import { orRefusal } from "./plugin-function";
import { storageRecordOf } from "./storage-record-of";

/** A function that reads records. If a preview does not know an argument, Pulumi's SDKs do not call it. */
const reading =
    (find: Find<object>): PluginFunction =>
    (context, args) =>
        orRefusal(async () => ({ ...(await find(context, args)) }));

/** The functions, by token. GitHub also answers with an empty list if the credential may not read. */
export const FUNCTIONS: ReadonlyMap<string, PluginFunction> = new Map([
    ["github-artifacts:index:deploymentsOf", deploymentsOf],
    ["github-artifacts:index:storageRecordOf", storageRecordOf],
    ["github-artifacts:index:getDeploymentRecords", reading(findDeploymentRecords)],
    ["github-artifacts:index:getStorageRecords", reading(findStorageRecords)],
]);
