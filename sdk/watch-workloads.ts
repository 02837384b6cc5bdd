import { log, type Resource, runtime } from "@pulumi/pulumi";
import { Watch } from "./workloads/watch";
import type { Workload } from "./workloads/workloads";

/**
 * The workloads that a program and its components register from {@link watchWorkloads} on. Each call waits for what was made
 * before it, and for nothing that is made after it.
 */
export interface WatchedWorkloads {
    /** All of them. */
    all(): Promise<readonly Workload[]>;

    /**
     * Those of some components, with all that they hold, or of single resources.
     *
     * @param components Such as a chart, a file, or a component of the program.
     */
    of(...components: readonly Resource[]): Promise<readonly Workload[]>;
}

/**
 * Watches which Kubernetes workloads are registered from now on, for {@link deploymentsOf}: by the program itself, by its
 * components, and by those that run in a plugin, whatever their language, such as `yaml.v2.ConfigFile` and `helm.v4.Chart`.
 * Call it first, and `all` or `of` once everything is made. A preview then shows what such a component registers by name, though
 * the component's own `resources` are unknown in every preview.
 *
 * A workload is known by its shape, a pod template or a pod's containers, so that other kinds with a pod template count, too.
 * Patches (`DeploymentPatch`) and resources that are only read (`Deployment.get`) do not.
 *
 * Not seen: what was made before it, and what such a component holds; what is made after `all` or `of` was called, also inside
 * an `apply` that runs later (only the `resources` of charts and files of the program are waited for); what a `helm.v3.Release`
 * installs; what a component registers without a parent; other stacks. Of a component in a plugin whose inputs a preview does not know
 * yet, the record set's line says that its deployments are not known. Where the engine or the language host does not show a program what plugins register, a
 * warning says so, and components that run in one are read by their `resources`. Each resource of a run takes one more
 * call between engine and program.
 *
 * @returns What is seen, as an argument of `deploymentsOf`. All calls in a run share what they see.
 *
 * @example
 * ```ts
 * const workloads = watchWorkloads();
 * // … all that is deployed …
 * new ClusterDeploymentRecordSet("prod", {
 *     cluster: "prod-eu-1",
 *     logicalEnvironment: "production",
 *     deployments: deploymentsOf(workloads.all(), { githubRepository: "shop" }),
 * });
 * ```
 */
export function watchWorkloads(): WatchedWorkloads {
    const stack = runtime.getStackResource();
    const watch = (stack && watches.get(stack)) ?? new Watch();
    if (stack === undefined) void log.warn(WITHOUT_STACK);
    else watches.set(stack, watch);
    return watch;
}

/** By the stack that runs: a process can run several programs, one after the other. */
const watches = new WeakMap<Resource, Watch>();

const WITHOUT_STACK =
    "watchWorkloads sees nothing, because no stack is running. With Pulumi's mocks, create the program's resources in `runtime.runInPulumiStack`";
