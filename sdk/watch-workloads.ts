import { log, type Resource, runtime } from "@pulumi/pulumi";
import { Watch } from "./workloads/watch";
import type { Workload } from "./workloads/workloads";

/**
 * The workloads that a program and its components register after {@link watchWorkloads} is called. Each call waits for
 * the resources that were created before it, and not for those that are created after it.
 */
export interface WatchedWorkloads {
    /** All workloads. */
    all(): Promise<readonly Workload[]>;

    /**
     * The workloads of some components, including everything inside them, or of individual resources.
     *
     * @param components For example a chart, a file, or a component of the program.
     */
    of(...components: readonly Resource[]): Promise<readonly Workload[]>;
}

/**
 * Watches which Kubernetes workloads are registered from now on, for {@link deploymentsOf}. It sees the workloads of
 * the program, of its components, and of components that run in a plugin, in any language, such as `yaml.v2.ConfigFile`
 * and `helm.v4.Chart`. Call it first. Call `all` or `of` after everything is created. A preview then shows the
 * workloads of such a component by name, although the component's own `resources` are unknown in every preview.
 *
 * A workload is recognized by its shape: a pod template, or a pod's containers. Other kinds with a pod template count,
 * too. Patches (`DeploymentPatch`) and resources that are only read (`Deployment.get`) do not count.
 *
 * It does not see: resources that were created before it, and what such a component contains; resources that are
 * created after `all` or `of` was called, also inside an `apply` that runs later (it waits only for the `resources` of
 * charts and files of the program); what a `helm.v3.Release` installs; what a component registers without a parent;
 * other stacks.
 *
 * If a preview does not know the inputs of a component in a plugin yet, the record set's preview line says that its
 * deployments are not known. Some engines and language hosts do not show a program what plugins register. In that case,
 * a warning says so, and components that run in a plugin are read through their `resources`. Each resource of a run
 * takes one more call between engine and program.
 *
 * @returns The workloads that it sees, as an argument of `deploymentsOf`. All calls in a run share them.
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

/** The watches by running stack: a process can run several programs, one after the other. */
const watches = new WeakMap<Resource, Watch>();

const WITHOUT_STACK =
    "watchWorkloads sees nothing, because no stack is running. With Pulumi's mocks, create the program's resources in `runtime.runInPulumiStack`";
