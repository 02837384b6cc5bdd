/**
 * The entry point that every state refers to. Pulumi keeps the text `require("pulumi-github-artifacts/provider")` beside
 * each resource, and runs it to read and delete resources that an older version created. These names can never change.
 */
import { createProcessContext } from "./process/process-context";
import { createRecordSetHandler } from "./record-set/handler";
import type { ResourceHandler } from "./resource/resource-handler";
import { createStorageRecordHandler } from "./storage-record/handler";

// Pulumi shows what a provider writes to its output streams: standard output as information, standard error as a warning.
const context = createProcessContext(process.env, { say: console.log, warn: console.error });

/** Creates, reads, updates and deletes resources of the type `ClusterDeploymentRecordSet`. */
export const recordSet: ResourceHandler = createRecordSetHandler(context);

/** Creates, reads, updates and deletes resources of the type `ArtifactStorageRecord`. */
export const storageRecord: ResourceHandler = createStorageRecordHandler(context);
