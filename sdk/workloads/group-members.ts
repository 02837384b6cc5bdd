import type { Resource } from "@pulumi/pulumi";
import { KNOWN_LATER } from "../../provider/vocabulary/unknown";
import { newReading } from "./pulumi-binding";
import { isWorkload } from "./workload-shape";
import type { Workload, WorkloadGroup } from "./workloads";

/** True for an object that contains Kubernetes resources. */
export const isGroup = (component: Resource): component is Resource & WorkloadGroup => "resources" in component;

/** Returns the group, or nothing if none of its members is a workload. */
export async function membersOf(group: WorkloadGroup): Promise<readonly Workload[]> {
    const members = await newReading().at(group.resources);
    const found = members === KNOWN_LATER ? [true] : await Promise.all(Object.values(members ?? {}).map(isOne));
    return found.includes(true) ? [group as Workload] : [];
}

const isOne = (member: Readonly<Record<string, unknown>>): Promise<boolean> => isWorkload("kubernetes:", member);
