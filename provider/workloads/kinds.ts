/**
 * The kinds of Kubernetes' own APIs that do not start a container themselves. This includes the Gateway API and volume snapshots,
 * because their groups also belong to Kubernetes. Workloads are not included: a Deployment without containers is a mistake.
 *
 * Source: https://kubernetes.io/docs/reference/kubernetes-api/; a test compares it with `@pulumi/kubernetes`.
 */
const RUN_NOTHING = new Set(
    `
    Binding ConfigMap Endpoints EndpointSlice Event LimitRange Namespace Node PersistentVolume PersistentVolumeClaim
    PodTemplate ResourceQuota Secret Service ServiceAccount ControllerRevision Eviction EvictionRequest Status

    ClusterRole ClusterRoleBinding Role RoleBinding CertificateSigningRequest ClusterTrustBundle PodCertificateRequest
    TokenRequest TokenReview LocalSubjectAccessReview SelfSubjectAccessReview SelfSubjectReview
    SelfSubjectRulesReview SubjectAccessReview AuditSink PodSecurityPolicy

    HorizontalPodAutoscaler PodDisruptionBudget PodPreset PriorityClass PriorityLevelConfiguration FlowSchema RuntimeClass
    Lease LeaseCandidate Workload PodGroup CompositePodGroup

    Ingress IngressClass NetworkPolicy IPAddress ServiceCIDR ClusterCIDR
    Gateway GatewayClass HTTPRoute GRPCRoute TCPRoute TLSRoute UDPRoute ReferenceGrant BackendTLSPolicy ListenerSet

    CSIDriver CSINode CSIStorageCapacity StorageClass VolumeAttachment VolumeAttributesClass StorageVersionMigration
    StorageVersion VolumeSnapshot VolumeSnapshotClass VolumeSnapshotContent

    DeviceClass DeviceTaintRule ResourceClaim ResourceClaimTemplate ResourceSlice ResourceClass ResourceClaimParameters
    ResourceClassParameters PodScheduling PodSchedulingContext ResourcePoolStatusRequest

    APIService CustomResourceDefinition MutatingAdmissionPolicy MutatingAdmissionPolicyBinding
    MutatingWebhookConfiguration ValidatingAdmissionPolicy ValidatingAdmissionPolicyBinding ValidatingWebhookConfiguration
    `
        .trim()
        .split(/\s+/),
);

/** Kubernetes' own groups have no dot in the name (`v1` has no group at all), or end with `.k8s.io`. */
const isOfKubernetes = (apiVersion: string): boolean => {
    const group = apiVersion.includes("/") ? apiVersion.slice(0, apiVersion.indexOf("/")) : "";
    return !group.includes(".") || group.endsWith(".k8s.io");
};

/**
 * True for a kind that is known to start no container. Without an API version, only the kind decides. With one, the API must be
 * Kubernetes' own, because a Service of Knative runs containers.
 */
export const runsNothing = (kind: string, apiVersion: string | undefined): boolean =>
    RUN_NOTHING.has(kind) && (apiVersion === undefined || isOfKubernetes(apiVersion));
