import { KNOWN_LATER } from "../vocabulary";
import type { Binding } from "./binding";
import { Reading } from "./reading";

/** One Kubernetes object, and the reading that led to it. */
export interface Manifest {
    /** As it was given: an object, if all is well. */
    readonly object: unknown;
    readonly reading: Reading;
    /** Where it stands in the arguments: `workloads[1]`, `workloads[2].resources[0]`. */
    readonly place: string;
    /** True for what a group yields, and nobody has named. */
    readonly isMember: boolean;
}

/** What a preview does not know yet: which containers it holds. */
export interface Open extends Pick<Manifest, "place" | "reading"> {}

/** What was given, laid out. */
export interface Manifests {
    /** Every Kubernetes object, workload or not. */
    readonly objects: readonly Manifest[];
    /** The places of what yields objects. */
    readonly groups: readonly string[];
    /** What holds objects that a preview does not know yet. */
    readonly open: readonly Open[];
}

/** Every Kubernetes object in what was given, workload or not. */
export async function manifestsIn(workloads: unknown, binding: Binding): Promise<Manifests> {
    const objects: Manifest[] = [];
    const groups: string[] = [];
    const open: Open[] = [];
    await collect({ object: workloads, place: "workloads", reading: new Reading(binding.look), isMember: false });
    return { objects, groups, open };

    /** Adds what is found. */
    async function collect(given: Manifest): Promise<void> {
        const reading = given.reading.further();
        const object = await reading.at(given.object);
        const found = { ...given, object, reading };
        if (object === KNOWN_LATER) return addOpen(found);
        if (Array.isArray(object)) return collectAll(membersOf(object), found);
        const list = ["resources", "items"].find((name) => isObject(object) && name in object);
        const members = list === undefined ? undefined : await reading.at(object, list);
        if (members === KNOWN_LATER) return addOpen(found);
        if (!isObject(members)) {
            // A List of Go without items is written `items: null`. Resources that are missing are a mistake.
            if (list === "items") groups.push(given.place);
            else objects.push(found);
            return;
        }
        groups.push(given.place);
        return collectAll(membersOf(members), { ...found, place: `${given.place}.${list}`, isMember: true });
    }

    async function collectAll(members: readonly (readonly [string, unknown])[], from: Manifest): Promise<void> {
        for (const [key, object] of members) await collect({ ...from, object, place: `${from.place}${key}` });
    }

    function addOpen({ object, place, reading }: Manifest): void {
        open.push({ place: binding.titleOf?.(object) ?? place, reading });
    }
}

/** The members of a list or map, each with its place. An empty document of a YAML file is `null`, and left out. */
function membersOf(members: object): [string, unknown][] {
    const named = Object.entries(members).map(([key, member]): [string, unknown] => [
        Array.isArray(members) ? `[${key}]` : `[${JSON.stringify(key)}]`,
        member,
    ]);
    return named.filter(([, member]) => member !== null);
}

const isObject = (value: unknown): value is object => typeof value === "object" && value !== null;
