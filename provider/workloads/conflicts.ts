import { firstOfArtifact, ONE_OF_EACH } from "../vocabulary/artifacts";
import { shortDigest } from "../vocabulary/order";
import type { Artifact, Entry } from "./entries";

/** Conflicts between deployments, one line each. */
export function conflictsIn(
    entries: readonly Entry[],
    also: Readonly<Record<string, unknown>>,
    wayOut: string,
): string[] {
    return [...sameNames(entries, also), ...sameArtifacts(entries, wayOut)];
}

function sameNames(entries: readonly Entry[], also: Readonly<Record<string, unknown>>): string[] {
    const owners = new Map(Object.keys(also).map((name) => [name, "the option also"]));
    return entries.flatMap(({ deploymentName, where }) => {
        if (typeof deploymentName !== "string") return [];
        const owner = owners.get(deploymentName);
        owners.set(deploymentName, owner ?? where);
        if (owner === undefined) return [];
        return [
            `${owner} and ${where}: both get the deployment name ${JSON.stringify(deploymentName)}. A name stands for one ` +
                "record: distinguish them with the option deploymentName, or exclude one with include",
        ];
    });
}

function sameArtifacts(entries: readonly Entry[], wayOut: string): string[] {
    const known = entries.filter(hasArtifact);
    const earlierOf = firstOfArtifact(known, ({ artifact }) => artifact);
    return known.flatMap((entry) => {
        const { artifact, where } = entry;
        const other = earlierOf(entry);
        if (other === undefined || nameOf(artifact) === nameOf(other.artifact)) return [];
        return [
            `${other.where} and ${where}: the same artifact, ${shortDigest(artifact.digest)}, as ${nameOf(other.artifact)} and as ` +
                `${nameOf(artifact)}. ${ONE_OF_EACH} ${wayOut}, or give each the repository that built it with the option ` +
                "githubRepository",
        ];
    });
}

type KnownEntry = Entry & { readonly artifact: Artifact };

const hasArtifact = (entry: Entry): entry is KnownEntry => entry.artifact !== undefined;

const nameOf = ({ name, version }: Artifact): string =>
    JSON.stringify(version === undefined ? name : `${name}:${version}`);
