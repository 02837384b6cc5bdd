import { Resource } from "@pulumi/pulumi";
import type { Manifest } from "./manifests";
import { Reading } from "./reading";

/** Each object once: a resource can be given by itself, and as one of those of a program or of a component. */
export async function withoutDuplicates(manifests: readonly Manifest[]): Promise<readonly Manifest[]> {
    const identities = await Promise.all(manifests.map(({ object }) => identityOf(object)));
    const seen = new Set<unknown>();
    return manifests.filter((_, index) => seen.size < seen.add(identities[index]).size);
}

/** Two objects can stand for one resource: Pulumi reads it anew for each one. */
const identityOf = async (object: unknown): Promise<unknown> =>
    Resource.isInstance(object) ? new Reading().at(object, "urn") : object;
