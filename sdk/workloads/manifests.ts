import { LATER, type Later, Reading } from "./reading";

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

/** What was given, laid out. */
export interface Manifests {
    /** Every Kubernetes object, workload or not. */
    readonly objects: readonly Manifest[];
    /** The places of what yields objects. */
    readonly groups: readonly string[];
}

/** Every Kubernetes object in what was given, workload or not; `LATER` where a preview cannot tell yet which there are. */
export async function manifestsIn(workloads: unknown): Promise<Manifests | Later> {
    const objects: Manifest[] = [];
    const groups: string[] = [];
    const isKnown = await collect({ object: workloads, place: "workloads", reading: new Reading(), isMember: false });
    return isKnown ? { objects, groups } : LATER;

    /** Adds what is found. False where a list is not known. */
    async function collect(given: Manifest): Promise<boolean> {
        const reading = new Reading(given.reading);
        const object = await reading.at(given.object);
        if (object === LATER) return false;
        const found = { ...given, object, reading };
        if (Array.isArray(object)) return collectAll(membersOf(object), found);
        const list = ["resources", "items"].find((list) => isObject(object) && list in object);
        const members = list === undefined ? undefined : await reading.at(object, list);
        if (members === LATER) return false;
        if (!isObject(members)) {
            // A List of Go without items is written `items: null`. Resources that are missing are a mistake.
            if (list === "items") groups.push(given.place);
            else objects.push(found);
            return true;
        }
        groups.push(given.place);
        return collectAll(membersOf(members), { ...found, place: `${given.place}.${list}`, isMember: true });
    }

    async function collectAll(members: readonly (readonly [string, unknown])[], from: Manifest): Promise<boolean> {
        for (const [key, object] of members) {
            if (!(await collect({ ...from, object, place: `${from.place}${key}` }))) return false;
        }
        return true;
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
