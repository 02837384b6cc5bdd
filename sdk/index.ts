export type {
    DeploymentStatus,
    OnRejected,
    RemovalStatus,
    RuntimeRisk,
    StorageStatus,
} from "../provider/vocabulary/words";
export {
    ArtifactStorageRecord,
    type ArtifactStorageRecordArgs,
} from "./artifact-storage-record";
export {
    ClusterDeploymentRecordSet,
    type ClusterDeploymentRecordSetArgs,
    type DeploymentArgs,
    type NamedDeploymentArgs,
    type RecordedDeployment,
} from "./cluster-deployment-record-set";
export {
    type DeploymentsOfOptions,
    deploymentsOf,
    type Workload,
    type WorkloadContainer,
    type WorkloadGroup,
    type Workloads,
} from "./deployments-of";
export {
    type FoundDeploymentRecord,
    type FoundStorageRecord,
    type GetDeploymentRecordsResult,
    type GetRecordsArgs,
    type GetStorageRecordsResult,
    getDeploymentRecords,
    getStorageRecords,
} from "./get-records";
export { type ImageReference, parseImageReference } from "./image-reference";
export { storageRecordOf } from "./storage-record-of";
export { type WatchedWorkloads, watchWorkloads } from "./watch-workloads";
