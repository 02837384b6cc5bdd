/**
 * Kinds of Kubernetes' own APIs that start no container by themselves, and of the Gateway API and volume snapshots, whose
 * groups are Kubernetes' as well. What is a workload is not among them: a Deployment without containers is a mistake.
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

/** The groups whose names have no dot: `v1` has none at all. All others of Kubernetes end with `.k8s.io`. */
const isOfKubernetes = (apiVersion: string): boolean => {
    const group = apiVersion.includes("/") ? apiVersion.slice(0, apiVersion.indexOf("/")) : "";
    return !group.includes(".") || group.endsWith(".k8s.io");
};

/**
 * True for a kind that is known to start no container. Without an API, the kind alone decides; with one, it must be
 * Kubernetes' own: the Service of Knative runs containers.
 */
export const runsNothing = (kind: string, apiVersion: string | undefined): boolean =>
    RUN_NOTHING.has(kind) && (apiVersion === undefined || isOfKubernetes(apiVersion));
