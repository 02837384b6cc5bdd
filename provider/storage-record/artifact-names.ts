import { resourceName } from "../input/origin";
import { inLines } from "../text/printable";
import { artifactKeys } from "../vocabulary/artifacts";
import { isUnknown } from "../vocabulary/unknown";
import { type DesiredStorage, storageLabel } from "./model";

/** The names that resources of this process declare for artifacts. */
export class ArtifactNames {
    /** What each resource declares, by organization and digest. */
    readonly #declared = new Map<string, Map<string, DesiredStorage>>();

    /**
     * Notes what a resource declares, and returns a warning if another resource names the same artifact differently: GitHub keeps an
     * artifact's first name.
     */
    warningOf(record: DesiredStorage, urn: string): string | undefined {
        const { org, name, digest, githubRepository } = record;
        if ([org, name, digest, githubRepository].some(isUnknown)) return undefined;
        const key = `${org.toLowerCase()} ${digest}`;
        const declared = this.#declared.get(key) ?? new Map<string, DesiredStorage>();
        this.#declared.set(key, declared);
        // Pulumi checks a replaced resource a second time.
        if (declared.get(urn)?.name === name) return undefined;
        declared.set(urn, record);
        const other = [...declared].find(([, earlier]) => earlier.name !== name && isSameArtifact(earlier, record));
        return other && twoNames(record, urn, ...other);
    }
}

function isSameArtifact(one: DesiredStorage, other: DesiredStorage): boolean {
    const keyOf = artifactKeys([one, other]);
    return keyOf(one) === keyOf(other);
}

const twoNames = (record: DesiredStorage, urn: string, otherUrn: string, other: DesiredStorage): string =>
    inLines([
        `${storageLabel(record)}: ${resourceName(urn)} records the artifact under another name than ${resourceName(otherUrn)}, ` +
            `which uses ${JSON.stringify(other.name)}.`,
        "GitHub keeps the first name that it gets for a digest of one repository. Use the same `name` for both: registryUrl and " +
            "repository distinguish the locations.",
    ]);
