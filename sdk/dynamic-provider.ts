/**
 * The only code that Pulumi serialises: its text is kept in the state beside each resource, twice, and run by whatever
 * version of this package is installed then. So each method only finds the package and hands on; it captures nothing but
 * what finds it, and it is as short as it can be. The package's name, the entry's path and the names behind it can never change.
 */
import type { dynamic } from "@pulumi/pulumi";

/**
 * Finds the package, from the folder that Pulumi runs the provider in. Where it cannot, that is told without a trace: a program that
 * no longer has resources needs the package to delete them, and people remove it together with them.
 */
const load = (): typeof import("../provider") => {
    try {
        return require("pulumi-github-artifacts/provider");
    } catch (e) {
        const [reason] = (e as Error).message.split("\n");
        const message = `Pulumi cannot load pulumi-github-artifacts from ${process.cwd()}: ${reason}. Resources need it there, to be deleted as well`;
        throw Object.assign(new Error(message), { stack: "" });
    }
};

/** The provider of every `ClusterDeploymentRecordSet`. One object, so that Pulumi serialises it once a program. */
export const recordSetProvider: dynamic.ResourceProvider = {
    configure: (...a) => load().recordSet.configure(...a),
    check: (...a) => load().recordSet.check(...a),
    diff: (...a) => load().recordSet.diff(...a),
    create: (...a) => load().recordSet.create(...a),
    read: (...a) => load().recordSet.read(...a),
    update: (...a) => load().recordSet.update(...a),
    delete: (...a) => load().recordSet.delete(...a),
};

/** The provider of every `ArtifactStorageRecord`. */
export const storageRecordProvider: dynamic.ResourceProvider = {
    configure: (...a) => load().storageRecord.configure(...a),
    check: (...a) => load().storageRecord.check(...a),
    diff: (...a) => load().storageRecord.diff(...a),
    create: (...a) => load().storageRecord.create(...a),
    read: (...a) => load().storageRecord.read(...a),
    update: (...a) => load().storageRecord.update(...a),
    delete: (...a) => load().storageRecord.delete(...a),
};

export { load };
