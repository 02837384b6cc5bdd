import type { DeploymentArgs } from "../cluster-deployment-record-set";
import type { Artifact, Entry } from "./entries";

/** What is wrong with deployments beside each other, a line each. */
export function conflictsIn(entries: readonly Entry[], also: Readonly<Record<string, DeploymentArgs>>): string[] {
    return [...sameNames(entries, also), ...sameDigests(entries)];
}

function sameNames(entries: readonly Entry[], also: Readonly<Record<string, DeploymentArgs>>): string[] {
    const owners = new Map(Object.keys(also).map((name) => [name, "the option also"]));
    return entries.flatMap(({ deploymentName, where }) => {
        if (typeof deploymentName !== "string") return [];
        const owner = owners.get(deploymentName);
        owners.set(deploymentName, owner ?? where);
        if (owner === undefined) return [];
        return [
            `${owner} and ${where}: both come out as the deployment ${JSON.stringify(deploymentName)}. A name stands for one ` +
                "record: tell them apart with the option deploymentName, or leave one out with include",
        ];
    });
}

function sameDigests(entries: readonly Entry[]): string[] {
    const first = new Map<string, Entry & { readonly artifact: Artifact }>();
    return entries.flatMap((entry) => {
        const { artifact, where } = entry;
        if (artifact === undefined) return [];
        const other = first.get(artifact.digest);
        if (other === undefined) first.set(artifact.digest, { ...entry, artifact });
        if (other === undefined || nameOf(artifact) === nameOf(other.artifact)) return [];
        return [
            `${other.where} and ${where}: one artifact, ${artifact.digest.slice(0, 19)}…, as ${nameOf(other.artifact)} and as ` +
                `${nameOf(artifact)}. GitHub keeps one name and one version for a digest: give both the same with the option ` +
                "artifact, such as () => ({ name, version })",
        ];
    });
}

const nameOf = ({ name, version }: Artifact): string =>
    JSON.stringify(version === undefined ? name : `${name}:${version}`);
