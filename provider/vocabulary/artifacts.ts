/** GitHub ignores case in organization names, so an identity contains the name in lower case. */
export const sameOrganization = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

/** The fields that distinguish artifacts. */
export interface Artifact {
    readonly digest: string;
    /** The name of the repository that built it, without its owner, if one is given. */
    readonly githubRepository?: string | null | undefined;
}

/**
 * Returns a function that gives artifacts the same key if they are the same artifact to GitHub: same digest and same repository,
 * ignoring case. The artifacts are declared together.
 *
 * If an artifact names no repository, an attestation has to name it. GitHub then uses that repository for everything with this
 * digest, whatever repositories are named. So an artifact without a repository is the same as any other with its digest.
 */
export function artifactKeys(artifacts: readonly Artifact[]): (artifact: Artifact) => string {
    const attested = new Set<string>();
    for (const { digest, githubRepository } of artifacts) if (!githubRepository) attested.add(digest);
    return ({ digest, githubRepository }) =>
        attested.has(digest) ? digest : `${digest} ${String(githubRepository).toLowerCase()}`;
}

/**
 * Returns a function for a loop over the items. For each item, it finds the first earlier item with the same artifact. GitHub
 * keeps the first name and version of an artifact, and drops others.
 *
 * @param items The items that are declared together: all that the function is called with.
 */
export function firstOfArtifact<Item>(
    items: readonly Item[],
    artifactOf: (item: Item) => Artifact,
): (item: Item) => Item | undefined {
    const keyOf = artifactKeys(items.map(artifactOf));
    const first = new Map<string, Item>();
    return (item) => {
        const key = keyOf(artifactOf(item));
        const earlier = first.get(key);
        if (earlier === undefined) first.set(key, item);
        return earlier;
    };
}

/** The message for two names or versions of one artifact. */
export const ONE_OF_EACH =
    "GitHub keeps one name and one version for a digest of one repository: use the same for both";
