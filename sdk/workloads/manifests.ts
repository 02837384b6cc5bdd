import type { Input } from "@pulumi/pulumi";
import { LATER, type Later, Reading } from "./reading";

/**
 * A Kubernetes resource of the program (`Deployment`, `StatefulSet`, `DaemonSet`, `ReplicaSet`, `Job`, `CronJob`, `Pod`), a
 * manifest of one as plain data, or a `List` of manifests.
 */
export interface Workload {
    /** Its kind, such as `Deployment`. It names the workload in messages and deployment names; the shape of `spec` decides. */
    readonly kind?: Input<string>;
    /** Its `name`, `namespace` and `annotations` are read. */
    readonly metadata?: Input<object | undefined>;
    /** A pod's spec, or one that leads to a pod template: `template`, or `jobTemplate` and in it `template`. */
    readonly spec?: Input<object | undefined>;
    /** The members of a `List`. */
    readonly items?: Input<readonly object[]>;
}

/** What yields Kubernetes resources: `ConfigFile`, `ConfigGroup`, a kustomize `Directory`, a `helm.v4.Chart`. */
export interface WorkloadGroup {
    /** What was yielded, as a list or by key. What runs nothing, such as a Service, is passed over. */
    readonly resources: Input<readonly object[] | Readonly<Record<string, object>>>;
}

/** One workload or what yields some, or a list of these, at any depth. All of it may come later. */
export type Workloads = Input<Workload | WorkloadGroup | readonly Workloads[]>;

/** One Kubernetes object, and the reading that led to it. */
export interface Manifest {
    readonly object: Workload;
    readonly reading: Reading;
    /** Where it stands in the arguments: `workloads[1]`. */
    readonly place: string;
}

/** Every Kubernetes object in what was given, workload or not; `LATER` where a preview cannot tell yet which there are. */
export async function manifestsIn(workloads: unknown): Promise<readonly Manifest[] | Later> {
    const found: Manifest[] = [];
    const isKnown = await collect(workloads, "workloads", new Reading(), found);
    return isKnown ? found : LATER;
}

/** Adds what is found. False where a list is not known. */
async function collect(given: unknown, place: string, before: Reading, found: Manifest[]): Promise<boolean> {
    const reading = new Reading(before);
    const value = await reading.at(given);
    if (value === LATER) return false;
    if (Array.isArray(value)) {
        for (const [index, item] of value.entries()) {
            if (!(await collect(item, `${place}[${index}]`, reading, found))) return false;
        }
        return true;
    }
    // A group without members stays, as an object without containers, to be told of.
    const group = isObject(value) ? value : {};
    for (const list of ["resources", "items"]) {
        if (!(list in group)) continue;
        const members = await reading.at(group[list]);
        if (members === LATER) return false;
        for (const member of Object.values(members ?? {})) {
            if (!(await collect(member, place, reading, found))) return false;
        }
        if (Object.keys(members ?? {}).length > 0) return true;
    }
    found.push({ object: group, reading, place });
    return true;
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null;
