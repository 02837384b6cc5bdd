import type { Binding } from "./binding";
import type { Manifest } from "./manifests";

/** Each object once: a resource can be given by itself, and as one of those of a program or of a component. */
export async function withoutDuplicates(
    manifests: readonly Manifest[],
    { identityOf }: Binding,
): Promise<readonly Manifest[]> {
    const identities = await Promise.all(manifests.map(({ object }) => identityOf(object)));
    const seen = new Set<unknown>();
    return manifests.filter((_, index) => seen.size < seen.add(identities[index]).size);
}
