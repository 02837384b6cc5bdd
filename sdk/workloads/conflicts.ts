import { artifactKeys, shortDigest } from "../../provider/vocabulary";
import type { DeploymentArgs } from "../cluster-deployment-record-set";
import type { Artifact, Entry } from "./entries";

/** What is wrong with deployments beside each other, a line each. */
export function conflictsIn(entries: readonly Entry[], also: Readonly<Record<string, DeploymentArgs>>): string[] {
    return [...sameNames(entries, also), ...sameArtifacts(entries)];
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

function sameArtifacts(entries: readonly Entry[]): string[] {
    const known = entries.filter(hasArtifact);
    const keyOf = artifactKeys(known.map(({ artifact }) => artifact));
    const first = new Map<string, KnownEntry>();
    return known.flatMap((entry) => {
        const { artifact, where } = entry;
        const other = first.get(keyOf(artifact));
        if (other === undefined) first.set(keyOf(artifact), entry);
        if (other === undefined || nameOf(artifact) === nameOf(other.artifact)) return [];
        return [
            `${other.where} and ${where}: one artifact, ${shortDigest(artifact.digest)}, as ${nameOf(other.artifact)} and as ` +
                `${nameOf(artifact)}. GitHub keeps one name and one version for a digest of one repository: give both the same ` +
                "with the option artifact, such as () => ({ name, version }), or each the repository that built it with the " +
                "option githubRepository",
        ];
    });
}

type KnownEntry = Entry & { readonly artifact: Artifact };

const hasArtifact = (entry: Entry): entry is KnownEntry => entry.artifact !== undefined;

const nameOf = ({ name, version }: Artifact): string =>
    JSON.stringify(version === undefined ? name : `${name}:${version}`);
