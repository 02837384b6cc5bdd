import { KNOWN_LATER } from "../vocabulary/unknown";
import type { Binding } from "./binding";
import { containersIn, type FoundContainer } from "./containers";
import type { Manifest, Manifests, Open } from "./manifests";
import { tellOfEmpty, tellOfPassedOver, type WithoutContainers } from "./passed-over";
import { reasonOf } from "./without-containers";

/** The containers that were found. */
export interface Found {
    readonly containers: readonly FoundContainer[];
    /** The places with containers that a preview does not know yet. */
    readonly open: readonly Open[];
}

/**
 * Returns the containers of all objects.
 *
 * @throws Refused if an object has no containers but should have some.
 */
export async function containersOfAll(manifests: Manifests, binding: Binding): Promise<Found> {
    const read = await Promise.all(manifests.objects.map(readObject));
    const containers = read.flatMap(({ containers = [] }) => containers);
    const open = [...manifests.open, ...read.flatMap(({ open = [] }) => open)];
    const found = { containers, open };
    await tellOfPassedOver(
        read.flatMap(({ without = [] }) => without),
        found,
        binding,
    );
    await tellOfEmpty(manifests, found, binding);
    const unique = new Set((await withoutDuplicates(manifests.objects, binding)).map(({ place }) => place));
    return { containers: containers.filter(({ place }) => unique.has(place)), open };
}

/** An object that was read: it has containers, or a reason to have none, or a preview does not know it yet. */
interface ReadObject {
    readonly containers?: readonly FoundContainer[];
    readonly without?: WithoutContainers;
    readonly open?: Open;
}

async function readObject(manifest: Manifest): Promise<ReadObject> {
    const containers = await containersIn(manifest);
    if (containers === KNOWN_LATER) return { open: manifest };
    if (containers.length > 0) return { containers };
    const reason = await reasonOf(manifest);
    return reason === KNOWN_LATER ? { open: manifest } : { without: { reason, isMember: manifest.isMember } };
}

/** Returns each object once. A program may pass a resource itself and also a group that contains it, such as a component. */
export async function withoutDuplicates(
    manifests: readonly Manifest[],
    { identityOf }: Binding,
): Promise<readonly Manifest[]> {
    const identities = await Promise.all(manifests.map(({ object }) => identityOf(object)));
    const seen = new Set<unknown>();
    return manifests.filter((_, index) => seen.size < seen.add(identities[index]).size);
}
