import { type Output, output, type Resource, unknown } from "@pulumi/pulumi";
import { LATER, Reading } from "./reading";
import { isWorkload } from "./workload-shape";
import type { Workload, WorkloadGroup } from "./workloads";

/** True for what yields Kubernetes resources. */
export const isGroup = (component: Resource): component is Resource & WorkloadGroup => "resources" in component;

/** What a component in a plugin will make of inputs that a preview does not know yet: nobody sees it before. */
export class UnseenGroup implements WorkloadGroup {
    readonly resources: Output<readonly object[]> = output(unknown) as never;

    /** @param title How the component is named to a person: `ConfigFile mesh`. */
    constructor(readonly title: string) {}
}

/** A group, or nothing where none of its members is a workload. */
export async function membersOf(group: WorkloadGroup): Promise<readonly Workload[]> {
    const members = await new Reading().at(group.resources);
    const found = members === LATER ? [true] : await Promise.all(Object.values(members ?? {}).map(isOne));
    return found.includes(true) ? [group as Workload] : [];
}

const isOne = (member: Readonly<Record<string, unknown>>): Promise<boolean> => isWorkload("kubernetes:", member);
