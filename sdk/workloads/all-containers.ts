import { containersIn, type FoundContainer } from "./containers";
import { withoutDuplicates } from "./duplicates";
import type { Manifest, Manifests } from "./manifests";
import { tellOfEmpty, tellOfPassedOver, type WithoutContainers } from "./passed-over";
import { allOf } from "./pod-templates";
import { LATER, type Later } from "./reading";
import { reasonOf } from "./without-containers";

/**
 * The containers of all objects; `LATER` where a preview cannot tell yet which there are.
 *
 * @throws RunError where something has none and should.
 */
export async function containersOfAll({ objects, groups }: Manifests): Promise<readonly FoundContainer[] | Later> {
    const containers = allOf(await Promise.all(objects.map(containersIn)));
    if (containers === LATER) return LATER;
    const holders = new Set(containers.map(({ place }) => place));
    const without = await reasonsOf(objects.filter(({ place }) => !holders.has(place)));
    if (without === LATER) return LATER;
    await tellOfPassedOver(without, containers);
    await tellOfEmpty(groups, containers, objects.length === 0);
    const unique = new Set((await withoutDuplicates(objects)).map(({ place }) => place));
    return containers.filter(({ place }) => unique.has(place));
}

async function reasonsOf(without: readonly Manifest[]): Promise<readonly WithoutContainers[] | Later> {
    const reasons = without.map(async (manifest) => {
        const reason = await reasonOf(manifest);
        return reason === LATER ? LATER : [{ reason, isMember: manifest.isMember }];
    });
    return allOf(await Promise.all(reasons));
}
