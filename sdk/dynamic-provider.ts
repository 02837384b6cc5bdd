/**
 * The only code that Pulumi serialises: its text is kept in the state beside each resource, twice, and run by whatever
 * version of this package is installed then. So each method only finds the package and hands on; it captures nothing,
 * and it is as short as it can be. The package's name, the entry's path and the names behind it can never change.
 */
import type { dynamic } from "@pulumi/pulumi";

/** The provider of every `ClusterDeploymentRecordSet`. One object, so that Pulumi serialises it once a program. */
export const recordSetProvider: dynamic.ResourceProvider = {
    configure: (...a) => require("pulumi-github-artifacts/provider").recordSet.configure(...a),
    check: (...a) => require("pulumi-github-artifacts/provider").recordSet.check(...a),
    diff: (...a) => require("pulumi-github-artifacts/provider").recordSet.diff(...a),
    create: (...a) => require("pulumi-github-artifacts/provider").recordSet.create(...a),
    read: (...a) => require("pulumi-github-artifacts/provider").recordSet.read(...a),
    update: (...a) => require("pulumi-github-artifacts/provider").recordSet.update(...a),
    delete: (...a) => require("pulumi-github-artifacts/provider").recordSet.delete(...a),
};

/** The provider of every `ArtifactStorageRecord`. */
export const storageRecordProvider: dynamic.ResourceProvider = {
    configure: (...a) => require("pulumi-github-artifacts/provider").storageRecord.configure(...a),
    check: (...a) => require("pulumi-github-artifacts/provider").storageRecord.check(...a),
    diff: (...a) => require("pulumi-github-artifacts/provider").storageRecord.diff(...a),
    create: (...a) => require("pulumi-github-artifacts/provider").storageRecord.create(...a),
    read: (...a) => require("pulumi-github-artifacts/provider").storageRecord.read(...a),
    update: (...a) => require("pulumi-github-artifacts/provider").storageRecord.update(...a),
    delete: (...a) => require("pulumi-github-artifacts/provider").storageRecord.delete(...a),
};
