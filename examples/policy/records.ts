import type { PolicyResource } from "@pulumi/policy";
import type { RecordedDeployment } from "pulumi-github-artifacts";
import { known } from "./known";

/** The type of a set: with dynamic resources, and with the plugin, whose programs are in any language. */
const SET = /^(pulumi-nodejs:dynamic\/github-artifacts|github-artifacts:index):ClusterDeploymentRecordSet$/;

/** What the sets of a stack record as deployed. */
export interface Records {
    readonly deployed: readonly RecordedDeployment[];
    /** Whether a preview does not know all of them yet. */
    readonly isPartial: boolean;
}

/** The records of all sets. What GitHub rejected has none. */
export function recordsIn(resources: readonly PolicyResource[]): Records {
    const entries = resources.filter(({ type }) => SET.test(type)).flatMap(entriesOf);
    const all = entries.filter((entry) => entry !== undefined);
    return {
        deployed: all.filter(({ status }) => status !== "decommissioned"),
        isPartial: all.length < entries.length,
    };
}

/** Undefined in the place of each that a preview does not know. */
function entriesOf({ props }: PolicyResource): (RecordedDeployment | undefined)[] {
    const deployments = known<Record<string, RecordedDeployment>>(() => props.deployments);
    if (deployments === undefined) return [undefined];
    const rejected = known(() => props.rejected) ?? {};
    return Object.keys(deployments)
        .filter((name) => !Object.hasOwn(rejected, name))
        .map((name) => known(() => read(deployments[name] as RecordedDeployment)));
}

/** Reads every field that counts, so that one that is not known yet shows. */
const read = (entry: RecordedDeployment): RecordedDeployment => ({
    name: entry.name,
    digest: entry.digest,
    ...(entry.status && { status: entry.status }),
    ...(entry.runtimeRisks && { runtimeRisks: entry.runtimeRisks.map((risk) => risk) }),
});
