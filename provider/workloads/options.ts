import type { ImageReference } from "../images/reference";

/** A container of a workload, as functions in the options get it. */
export interface WorkloadContainer {
    /** The kind of the workload, such as `Deployment`. Empty if a manifest has none. */
    readonly kind: string;
    /** The workload's namespace. */
    readonly namespace: string;
    /** The workload's name, `metadata.name`. */
    readonly workload: string;
    /** The container's name. */
    readonly container: string;
    /** The image that it runs. */
    readonly image: ImageReference;
}

/** One value for all containers, or a function that returns the value for each. */
type Option<Value> = Value | ((container: WorkloadContainer) => Value);

/** How deployments are made from containers. The types of the bindings document each option. */
export interface Options {
    readonly deploymentName?: string;
    readonly namespace?: string;
    readonly include?: ((container: WorkloadContainer) => boolean) | readonly string[];
    readonly resolveDigest?: (image: ImageReference, container: WorkloadContainer) => unknown;
    readonly artifact?: (container: WorkloadContainer) => { readonly name?: string; readonly version?: string };
    readonly githubRepository?: Readonly<Record<string, string>> | Option<string | undefined>;
    readonly tags?: Option<Readonly<Record<string, unknown>>>;
    readonly runtimeRisks?: Option<readonly string[]>;
    readonly also?: Readonly<Record<string, unknown>>;
}
