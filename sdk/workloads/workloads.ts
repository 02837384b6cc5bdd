import type { Input } from "@pulumi/pulumi";

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
