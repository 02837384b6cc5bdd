import type { Input } from "@pulumi/pulumi";

/**
 * A Kubernetes workload. It can be a resource of the program (`Deployment`, `StatefulSet`, `DaemonSet`, `ReplicaSet`,
 * `Job`, `CronJob`, `Pod`), a custom resource of the same shape (a Knative Service, an Argo Rollout), a custom resource
 * with pod templates elsewhere (KEDA ScaledJob, JobSet, LeaderWorkerSet, Volcano Job, RayCluster, RayJob, RayService),
 * a manifest of one of these as plain data, or a `List` of manifests.
 */
export interface Workload {
    /** Its API version, such as `apps/v1`. For objects without containers, it distinguishes kinds of the same name. */
    readonly apiVersion?: Input<string>;
    /**
     * Its kind, such as `Deployment`. Messages and deployment names use it. The shape of `spec` decides how the object
     * is read.
     */
    readonly kind?: Input<string>;
    /** Only its `name`, `namespace` and `annotations` are read. */
    readonly metadata?: Input<object | undefined>;
    /**
     * A pod's spec, or a spec that contains pod templates, such as `template`, or `jobTemplate` with a `template`
     * inside.
     */
    readonly spec?: Input<object | undefined>;
    /** The members of a `List`. */
    readonly items?: Input<readonly object[]>;
}

/**
 * An object that contains Kubernetes resources: `ConfigFile`, `ConfigGroup`, a kustomize `Directory`, a
 * `helm.v4.Chart`.
 */
export interface WorkloadGroup {
    /**
     * The resources, as a list or by key. Resources that run nothing, such as a Service, are skipped. For a kind that
     * this package does not know and that has no containers, there is a warning.
     */
    readonly resources: Input<readonly object[] | Readonly<Record<string, object>>>;
}

/** One workload, one group of workloads, or a list of these at any depth. Any part may be an output or a promise. */
export type Workloads = Input<Workload | WorkloadGroup | readonly Workloads[]>;
