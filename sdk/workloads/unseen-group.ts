import { type Output, output, unknown } from "@pulumi/pulumi";
import type { WorkloadGroup } from "./workloads";

/** Stands for the workloads that a component in a plugin will create from inputs that a preview does not know yet. */
export class UnseenGroup implements WorkloadGroup {
    readonly resources: Output<readonly object[]> = output(unknown) as never;

    /** @param title The name of the component for messages: `ConfigFile mesh`. */
    constructor(readonly title: string) {}
}
