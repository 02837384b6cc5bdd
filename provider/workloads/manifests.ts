import { KNOWN_LATER } from "../vocabulary/unknown";
import type { Binding } from "./binding";
import { Reading } from "./reading";

/** One Kubernetes object, and the reading that led to it. */
export interface Manifest {
    /** The value that was passed. It is an object, if nothing is wrong. */
    readonly object: unknown;
    readonly reading: Reading;
    /** Its place in the arguments: `workloads[1]`, `workloads[2].resources[0]`. */
    readonly place: string;
    /** True if the object comes from a group, and the program did not pass it itself. */
    readonly isMember: boolean;
}

/** A place for which a preview does not know yet which containers it holds. */
export interface Open extends Pick<Manifest, "place" | "reading"> {}

/** The contents of the argument `workloads`. */
export interface Manifests {
    /** Every Kubernetes object, workload or not. */
    readonly objects: readonly Manifest[];
    /** The places of groups, which contain objects. */
    readonly groups: readonly string[];
    /** The places with objects that a preview does not know yet. */
    readonly open: readonly Open[];
}

/** Finds every Kubernetes object in the argument, workload or not. */
export async function manifestsIn(workloads: unknown, binding: Binding): Promise<Manifests> {
    const objects: Manifest[] = [];
    const groups: string[] = [];
    const open: Open[] = [];
    await collect({ object: workloads, place: "workloads", reading: new Reading(binding.look), isMember: false });
    return { objects, groups, open };

    /** Adds the objects in a value. */
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
            // Go writes a List without items as `items: null`. Missing `resources` are a mistake.
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

/** The members of a list or map, each with its place. An empty document of a YAML file is `null`, and is left out. */
function membersOf(members: object): [string, unknown][] {
    const named = Object.entries(members).map(([key, member]): [string, unknown] => [
        Array.isArray(members) ? `[${key}]` : `[${JSON.stringify(key)}]`,
        member,
    ]);
    return named.filter(([, member]) => member !== null);
}

const isObject = (value: unknown): value is object => typeof value === "object" && value !== null;
