/**
 * The names that an excerpt in the documentation can use without importing them. An excerpt is a block of TypeScript that
 * imports nothing. A block that imports something is a whole program, and gets none of these names. See CONTRIBUTING.
 */
export * as pulumi from "@pulumi/pulumi";
export {
    ArtifactStorageRecord,
    type ArtifactStorageRecordArgs,
    ClusterDeploymentRecordSet,
    type ClusterDeploymentRecordSetArgs,
    type DeploymentArgs,
    deploymentsOf,
    getDeploymentRecords,
    getStorageRecords,
    parseImageReference,
    storageRecordOf,
    watchWorkloads,
} from "pulumi-github-artifacts";

import type { Output } from "@pulumi/pulumi";
import type { Workload, WorkloadGroup } from "pulumi-github-artifacts";

/** The digest of a pushed image. */
export declare const digest: Output<string>;

/** An image of @pulumi/docker-build. */
export declare const image: { readonly ref: Output<string>; readonly digest: Output<string> };

/** Deployments of @pulumi/kubernetes, and a Helm chart. */
export declare const api: Workload;
export declare const web: Workload;
export declare const chart: WorkloadGroup;
