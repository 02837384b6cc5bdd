import type { Manifest } from "./manifests";
import { LATER, type Later, type Reading } from "./reading";

/** Annotations by key; a value can come later. */
export type Annotations = Readonly<Record<string, unknown>>;

/** A container as it stands in a manifest, or what is known of it. */
export interface FoundContainer {
    readonly kind: string | Later | undefined;
    readonly namespace: string | Later | undefined;
    readonly workload: string | Later | undefined;
    readonly container: string | Later | undefined;
    /** As it is written: text, if all is well. */
    readonly image: unknown;
    /** Those of the pod template before those of what holds it: the first one to name a key decides. */
    readonly annotations: readonly (Annotations | Later)[];
    readonly reading: Reading;
    readonly place: string;
}

/**
 * Where a pod's `spec` stands, from the outside in. Each step but the last can have annotations.
 *
 * | kind                                                    | steps                       |
 * |---------------------------------------------------------|-----------------------------|
 * | Pod                                                     | —                           |
 * | Deployment, StatefulSet, DaemonSet, ReplicaSet, Job      | spec.template               |
 * | CronJob                                                 | spec.jobTemplate, spec.template |
 */
const STEPS = ["jobTemplate", "template"] as const;

/**
 * The containers of an object, init containers included; none where it runs nothing; `LATER` where a preview cannot tell
 * yet which there are. An object is known by its shape, so that other kinds with a pod template do as well.
 */
export async function containersIn({ object, reading, place }: Manifest): Promise<readonly FoundContainer[] | Later> {
    const annotations: (Annotations | Later)[] = [await annotationsOf(reading, object)];
    let pod: unknown = object;
    for (const step of STEPS) {
        const inner = await reading.at(pod, "spec", step);
        if (inner === LATER) return LATER;
        if (inner === undefined) continue;
        pod = inner;
        annotations.unshift(await annotationsOf(reading, pod));
    }
    const found: FoundContainer[] = [];
    for (const list of ["initContainers", "containers"]) {
        const containers = await reading.at(pod, "spec", list);
        if (containers === LATER) return LATER;
        if (!Array.isArray(containers)) continue;
        for (const container of containers) {
            found.push({
                kind: await text(reading, object, "kind"),
                namespace: await text(reading, object, "metadata", "namespace"),
                workload: await text(reading, object, "metadata", "name"),
                container: await text(reading, container, "name"),
                image: await reading.at(container, "image"),
                annotations,
                reading,
                place,
            });
        }
    }
    return found;
}

async function text(reading: Reading, from: unknown, ...path: string[]): Promise<string | Later | undefined> {
    const value = await reading.at(from, ...path);
    return value === LATER || typeof value === "string" ? value : undefined;
}

async function annotationsOf(reading: Reading, from: unknown): Promise<Annotations | Later> {
    const annotations = await reading.at(from, "metadata", "annotations");
    if (annotations === LATER) return LATER;
    const entries = Object.keys(annotations ?? {}).map(
        async (key) => [key, await reading.at(annotations, key)] as const,
    );
    return Object.fromEntries(await Promise.all(entries));
}
