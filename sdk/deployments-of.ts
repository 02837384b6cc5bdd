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
 * The deployments of a record set, made of Kubernetes workloads: one for each container, init containers included. It takes
 * resources of the program, what charts, files and kustomizations yield, and manifests as plain data, one or many; with
 * {@link watchWorkloads}, all that a program deploys. A resource that is given twice counts once.
 *
 * A list may hold all documents of a file: what is known to run nothing (Service, ConfigMap, Role, …) is passed over, and so are
 * empty documents. An object of another kind without containers is refused; in a group (what has `resources` or `items`)
 * a warning names it. A group without containers gives no deployments, with a warning.
 *
 * A workload that is scaled to zero or suspended is recorded as `deployed`: an autoscaler, a schedule or a person starts it
 * without Pulumi, and github/deployment-tracker keeps its record as well for as long as the workload is there. To leave it
 * out, do not pass it. Ephemeral containers are not recorded, since no manifest declares them: `kubectl debug` adds them to a
 * running pod. Nor are image volumes (`volumes[].image`), which are mounted as files and not started; the option `also` takes them.
 *
 * Name and version are the image's name and tag, the digest is that of its reference. The annotations
 * `metadata.github.com/runtime-risks` and `metadata.github.com/KEY` of a pod template, and of what holds it, become risks
 * and tags, as github/deployment-tracker reads them.
 *
 * What a preview does not know yet, such as the digest of an image that is yet to be built, is unknown there, and all else
 * is shown. What comes from a secret stays one. The record set depends on the resources whose outputs were read: it is
 * written once they are there.
 *
 * @param workloads One or many workloads.
 * @param options How deployments are made of them.
 * @returns The argument `deployments` of a record set. Where a preview does not know yet which containers there are, or a name, an
 * entry such as `workloads[2] not known before up` stands for these deployments, and the set's line says so.
 * @throws RunError with everything that is wrong: an image without a digest, two containers with one deployment name, one
 * digest under two names, an annotation that GitHub would not take, something that has no containers.
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
