/**
 * The only code that Pulumi serializes. Its text is kept twice in the state with each resource, and later runs with whatever
 * version of this package is installed then. So each method only finds the package and passes on the call. It captures only the
 * function that finds the package, and it is as short as possible. The package's name, the path of its entry point and the names
 * that it exports can never change.
 */
import type { dynamic } from "@pulumi/pulumi";

/**
 * Finds the package from the folder in which Pulumi runs the provider. If it cannot, the error has no trace. This happens to
 * people who remove the resources and the package together: Pulumi needs the package to delete the resources.
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

/** The provider of every `ClusterDeploymentRecordSet`. It is one object, so that Pulumi serializes it once in a program. */
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
