export type { TokenAccess } from "./access";
export type { DeploymentChange, DeploymentMatch, StorageChange, StorageMatch } from "./alterations";
export type { Fault, FaultyRequest } from "./faults";
export type { GitHubOptions } from "./options";
export type { OrganizationOptions } from "./organization";
export type { StoredDeploymentRecord, StoredStorageRecord } from "./records";
export type { LoggedRequest } from "./request-log";
export { type GitHubServer, startGitHub } from "./server";
export { renderDeployments, renderRequests, renderStorage } from "./table";
