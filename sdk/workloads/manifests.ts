import type { Input } from "@pulumi/pulumi";
import { LATER, type Later, Reading } from "./reading";

/**
 * A Kubernetes resource of the program (`Deployment`, `StatefulSet`, `DaemonSet`, `ReplicaSet`, `Job`, `CronJob`, `Pod`), a
 * custom one of the same shape (a Knative Service, an Argo Rollout) or with pod templates elsewhere (KEDA ScaledJob, JobSet,
 * LeaderWorkerSet, Volcano Job, RayCluster, RayJob, RayService), a manifest of one as plain data, or a `List` of manifests.
 */
export interface Workload {
    /** Its API, such as `apps/v1`. It tells kinds of one name apart where there are no containers. */
    readonly apiVersion?: Input<string>;
    /** Its kind, such as `Deployment`. It names the workload in messages and deployment names; the shape of `spec` decides. */
    readonly kind?: Input<string>;
    /** Its `name`, `namespace` and `annotations` are read. */
    readonly metadata?: Input<object | undefined>;
    /** A pod's spec, or one that leads to pod templates, such as `template`, or `jobTemplate` and in it `template`. */
    readonly spec?: Input<object | undefined>;
    /** The members of a `List`. */
    readonly items?: Input<readonly object[]>;
}

/** What yields Kubernetes resources: `ConfigFile`, `ConfigGroup`, a kustomize `Directory`, a `helm.v4.Chart`. */
export interface WorkloadGroup {
    /**
     * What was yielded, as a list or by key. What runs nothing, such as a Service, is passed over; a kind that is not known
     * here and has no containers is named in a warning.
     */
    readonly resources: Input<readonly object[] | Readonly<Record<string, object>>>;
}

/** One workload or what yields some, or a list of these, at any depth. All of it may come later. */
export type Workloads = Input<Workload | WorkloadGroup | readonly Workloads[]>;

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
