import { KNOWN_LATER, type KnownLater } from "../vocabulary/unknown";
import { runsNothing } from "./kinds";
import { completed, isKnative, KNATIVE_NAMES } from "./knative";
import type { Manifest } from "./manifests";
import { allOf, templatesIn } from "./pod-templates";
import type { Reading } from "./reading";

/** Annotations by key. A value may not be known yet. */
export type Annotations = Readonly<Record<string, unknown>>;

/** A container as a manifest contains it, or the part of it that is known. */
export interface FoundContainer {
    readonly kind: string | KnownLater | undefined;
    readonly namespace: string | KnownLater | undefined;
    /** The object's name. If the object has several pod templates, the name of the part follows: `train-workers`. */
    readonly workload: string | KnownLater | undefined;
    readonly container: string | KnownLater | undefined;
    /** The image as it is written. It is text, if nothing is wrong. */
    readonly image: unknown;
    /** First the annotations of the pod template, then those of the objects around it. The first one with a key applies. */
    readonly annotations: readonly (Annotations | KnownLater)[];
    readonly reading: Reading;
    readonly place: string;
}

/** A pod's spec, with data from the objects around it. */
interface Pod {
    readonly spec: unknown;
    readonly annotations: FoundContainer["annotations"];
    readonly parts: readonly (string | KnownLater)[];
}

/**
 * The containers of an object, including init containers. None if it runs nothing. `KNOWN_LATER` if a preview does not know yet
 * which containers there are.
 *
 * It does not matter how often the object runs. An object that is scaled to zero or suspended has its containers, because an
 * autoscaler, a schedule or a person starts it without Pulumi. Ephemeral containers and image volumes do not count as containers
 * of a manifest: `kubectl debug` adds ephemeral containers to a running pod, and nothing is started from an image volume.
 */
export async function containersIn(manifest: Manifest): Promise<readonly FoundContainer[] | KnownLater> {
    if (await isOfIdleKind(manifest)) return [];
    const pods = await podsIn(manifest.reading, manifest.object, [], []);
    if (pods === KNOWN_LATER) return KNOWN_LATER;
    return allOf(await Promise.all(pods.map((pod) => containersOf(pod, manifest))));
}

/** True if an object certainly runs nothing: then a preview need not know the rest. Without an API version, its shape decides. */
async function isOfIdleKind({ object, reading }: Manifest): Promise<boolean> {
    const kind = await reading.text(object, "kind");
    const apiVersion = await reading.text(object, "apiVersion");
    return typeof kind === "string" && typeof apiVersion === "string" && runsNothing(kind, apiVersion);
}

async function podsIn(
    reading: Reading,
    holder: unknown,
    around: Pod["annotations"],
    parts: Pod["parts"],
): Promise<readonly Pod[] | KnownLater> {
    const annotations: Pod["annotations"] = [await annotationsOf(reading, holder), ...around];
    const spec = await reading.at(holder, "spec");
    const templates = spec === KNOWN_LATER ? KNOWN_LATER : await templatesIn(reading, spec);
    if (templates === KNOWN_LATER) return KNOWN_LATER;
    if (templates.length === 0) return [{ spec, annotations, parts }];
    const pods = templates.map(({ template, part }) =>
        podsIn(reading, template, annotations, part === undefined ? parts : [...parts, part]),
    );
    return allOf(await Promise.all(pods));
}

async function containersOf(pod: Pod, manifest: Manifest): Promise<readonly FoundContainer[] | KnownLater> {
    const { object, reading, place } = manifest;
    const init = await reading.at(pod.spec, "initContainers");
    const main = await reading.at(pod.spec, "containers");
    if (init === KNOWN_LATER || main === KNOWN_LATER) return KNOWN_LATER;
    const lists = { initContainers: init, containers: main };
    const named = await namedContainers(lists, manifest);
    if (named.length === 0) return [];
    const around: Omit<FoundContainer, "container" | "image"> = {
        kind: await reading.text(object, "kind"),
        namespace: await reading.text(object, "metadata", "namespace"),
        workload: withParts(await reading.text(object, "metadata", "name"), pod.parts),
        annotations: pod.annotations,
        reading,
        place,
    };
    const found = named.map(
        async ([container, name]): Promise<FoundContainer> => ({
            ...around,
            container: name,
            image: await reading.at(container, "image"),
        }),
    );
    return Promise.all(found);
}

type Lists = Readonly<Record<keyof typeof KNATIVE_NAMES, unknown>>;

/** Every container, with its own name or the name that Knative gives it. */
async function namedContainers(lists: Lists, { object, reading }: Manifest) {
    const names = async (list: unknown) =>
        Promise.all((Array.isArray(list) ? list : []).map((container) => reading.text(container, "name")));
    const [init, main] = [await names(lists.initContainers), await names(lists.containers)];
    const all = [...init, ...main];
    const isCompleted = all.includes(undefined) && isKnative(await reading.text(object, "apiVersion"));
    const known = isCompleted
        ? [...completed(init, all, KNATIVE_NAMES.initContainers), ...completed(main, all, KNATIVE_NAMES.containers)]
        : all;
    const containers: unknown[] = [lists.initContainers, lists.containers].filter((list) => Array.isArray(list)).flat();
    return containers.map((container, index) => [container, known[index]] as const);
}

function withParts(name: FoundContainer["workload"], parts: Pod["parts"]): FoundContainer["workload"] {
    if (name === undefined || name === KNOWN_LATER) return name;
    return parts.includes(KNOWN_LATER) ? KNOWN_LATER : [name, ...(parts as readonly string[])].join("-");
}

async function annotationsOf(reading: Reading, from: unknown): Promise<Annotations | KnownLater> {
    const annotations = await reading.at(from, "metadata", "annotations");
    if (annotations === KNOWN_LATER) return KNOWN_LATER;
    const entries = Object.keys(annotations ?? {}).map(
        async (key) => [key, await reading.at(annotations, key)] as const,
    );
    return Object.fromEntries(await Promise.all(entries));
}
