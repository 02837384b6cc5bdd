import { deploymentsIn } from "../provider/workloads/deployments";
import type { DeploymentArgs } from "./cluster-deployment-record-set";
import { orRunError } from "./run-error";
import type { DeploymentsOfOptions } from "./workloads/options";
import { PULUMI } from "./workloads/pulumi-binding";
import type { Workloads } from "./workloads/workloads";

export type { WorkloadContainer } from "../provider/workloads/options";
export type { DeploymentsOfOptions } from "./workloads/options";
export type { Workload, WorkloadGroup, Workloads } from "./workloads/workloads";

/**
 * Makes the deployments of a record set from Kubernetes workloads: one for each container, including init containers.
 * It accepts resources of the program, the output of charts, files and kustomizations, and manifests as plain data, one
 * or many. With {@link watchWorkloads}, it accepts everything that a program deploys. A resource that is passed twice
 * counts once.
 *
 * A list may contain all documents of a file. Empty documents are skipped, and so are objects that are known to run
 * nothing (Service, ConfigMap, Role, …). Any other object without containers is rejected. Inside a group (an object
 * with `resources` or `items`), a warning names it instead. A group without containers gives no deployments, and a
 * warning says so.
 *
 * A workload that is scaled to zero or suspended is recorded as `deployed`, because an autoscaler, a schedule or a
 * person can start it without Pulumi. github/deployment-tracker also keeps such a record while the workload exists. To
 * exclude such a workload, do not pass it. Ephemeral containers are not recorded, because no manifest declares them:
 * `kubectl debug` adds them to a running pod. Image volumes (`volumes[].image`) are not recorded either, because they
 * are mounted as files and not started. You can declare them with the option `also`.
 *
 * Name and version are the image's name and tag. The digest is the one in the image reference. The annotations
 * `metadata.github.com/runtime-risks` and `metadata.github.com/KEY` of a pod template, and of the objects that contain
 * it, become runtime risks and tags, in the same way as github/deployment-tracker reads them.
 *
 * A value that a preview does not know yet, such as the digest of an image that is not built, is unknown there, and the
 * preview shows everything else. A value from a secret stays a secret. The record set depends on the resources whose
 * outputs are read, so it is written after they exist.
 *
 * @param workloads One or many workloads.
 * @param options How to make the deployments.
 * @returns The argument `deployments` of a record set. If a preview does not know the containers or a name yet, an
 * entry such as `workloads[2] not known before up` stands for these deployments, and the set's preview line says so.
 * @throws RunError with everything that is wrong: an image without a digest, two containers with the same deployment
 * name, one digest under two names, an annotation that GitHub does not accept, an object without containers.
 *
 * @example
 * ```ts
 * new ClusterDeploymentRecordSet("prod", {
 *     cluster: "prod-eu-1",
 *     logicalEnvironment: "production",
 *     deployments: deploymentsOf([api, web, chart], {
 *         include: ["ghcr.io/acme/"], // not a service mesh's proxy
 *         githubRepository: "shop",
 *     }),
 * });
 * ```
 */
export async function deploymentsOf(
    workloads: Workloads,
    options: DeploymentsOfOptions = {},
): Promise<Record<string, DeploymentArgs>> {
    const made = await orRunError(() => deploymentsIn(workloads, options, PULUMI));
    return made as Record<string, DeploymentArgs>;
}
