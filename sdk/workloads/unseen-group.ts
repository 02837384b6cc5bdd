import { type Output, output, unknown } from "@pulumi/pulumi";
import type { WorkloadGroup } from "./workloads";

/** What a component in a plugin will make of inputs that a preview does not know yet: nobody sees it before. */
export class UnseenGroup implements WorkloadGroup {
    readonly resources: Output<readonly object[]> = output(unknown) as never;

    /** @param title How the component is named to a person: `ConfigFile mesh`. */
    constructor(readonly title: string) {}
}
