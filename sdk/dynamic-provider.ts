/**
 * The only code that Pulumi serialises: its text is kept in the state beside each resource, and run by whatever version
 * of this package is installed then. So each method only finds the package and hands on, and captures nothing: no
 * import, no constant, no helper. The package's name, the entry's path and the names behind it can never change.
 */
import type { dynamic } from "@pulumi/pulumi";

/** The provider of every `ClusterDeploymentRecordSet`. One object, so that Pulumi serialises it once a program. */
export const clusterDeploymentRecordSetProvider: dynamic.ResourceProvider = {
    async configure(request) {
        return require("pulumi-github-artifacts/provider").clusterDeploymentRecordSet.configure(request);
    },
    async check(olds, news) {
        return require("pulumi-github-artifacts/provider").clusterDeploymentRecordSet.check(olds, news);
    },
    async diff(id, olds, news) {
        return require("pulumi-github-artifacts/provider").clusterDeploymentRecordSet.diff(id, olds, news);
    },
    async create(inputs) {
        return require("pulumi-github-artifacts/provider").clusterDeploymentRecordSet.create(inputs);
    },
    async read(id, outputs) {
        return require("pulumi-github-artifacts/provider").clusterDeploymentRecordSet.read(id, outputs);
    },
    async update(id, olds, news) {
        return require("pulumi-github-artifacts/provider").clusterDeploymentRecordSet.update(id, olds, news);
    },
    async delete(id, outputs) {
        return require("pulumi-github-artifacts/provider").clusterDeploymentRecordSet.delete(id, outputs);
    },
};

/** The provider of every `ArtifactStorageRecord`. */
export const artifactStorageRecordProvider: dynamic.ResourceProvider = {
    async configure(request) {
        return require("pulumi-github-artifacts/provider").artifactStorageRecord.configure(request);
    },
    async check(olds, news) {
        return require("pulumi-github-artifacts/provider").artifactStorageRecord.check(olds, news);
    },
    async diff(id, olds, news) {
        return require("pulumi-github-artifacts/provider").artifactStorageRecord.diff(id, olds, news);
    },
    async create(inputs) {
        return require("pulumi-github-artifacts/provider").artifactStorageRecord.create(inputs);
    },
    async read(id, outputs) {
        return require("pulumi-github-artifacts/provider").artifactStorageRecord.read(id, outputs);
    },
    async update(id, olds, news) {
        return require("pulumi-github-artifacts/provider").artifactStorageRecord.update(id, olds, news);
    },
    async delete(id, outputs) {
        return require("pulumi-github-artifacts/provider").artifactStorageRecord.delete(id, outputs);
    },
};
