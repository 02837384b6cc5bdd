import { output, RunError, unknown } from "@pulumi/pulumi";
import type { DeploymentArgs } from "./cluster-deployment-record-set";
import { conflictsIn } from "./workloads/conflicts";
import { containersIn, type FoundContainer } from "./workloads/containers";
import { readTemplate } from "./workloads/deployment-name";
import { entriesOf } from "./workloads/entries";
import { type Manifest, manifestsIn, type Workloads } from "./workloads/manifests";
import type { DeploymentsOfOptions } from "./workloads/options";
import { LATER, type Later } from "./workloads/reading";

export type { Workload, WorkloadGroup, Workloads } from "./workloads/manifests";
export type { DeploymentsOfOptions, WorkloadContainer } from "./workloads/options";

/**
 * The deployments of a record set, made of Kubernetes workloads: one for each container, init containers included. It takes
 * resources of the program, what charts, files and kustomizations yield, and manifests as plain data, one or many.
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
 * @returns The argument `deployments` of a record set. Where a preview does not know which containers there are, it is
 * Pulumi's unknown as a whole.
 * @throws RunError with everything that is wrong: an image without a digest, two containers with one deployment name, one
 * digest under two names, an annotation that GitHub would not take, something that holds no containers.
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
    const template = readTemplate(options.deploymentName ?? "{namespace}/{workload}/{container}");
    const manifests = await manifestsIn(workloads);
    const containers = manifests === LATER ? LATER : await containersOf(manifests);
    if (containers === LATER) return UNKNOWN;
    const entries = await entriesOf(containers, template, options);
    const { also = {} } = options;
    const problems = [...entries.flatMap(({ problems }) => problems), ...conflictsIn(entries, also)];
    if (problems.length > 0) throw new RunError(["deploymentsOf found:", ...problems].join("\n- "));
    if (entries.some(({ deploymentName }) => deploymentName === LATER)) return UNKNOWN;
    return { ...Object.fromEntries(entries.map(({ deploymentName, args }) => [deploymentName, args])), ...also };
}

/** Pulumi takes an output in the place of a map. */
const UNKNOWN: Record<string, DeploymentArgs> = output(unknown) as never;

async function containersOf(manifests: readonly Manifest[]): Promise<readonly FoundContainer[] | Later> {
    const found = await Promise.all(manifests.map(containersIn));
    const known = found.filter((containers) => containers !== LATER);
    if (known.length < found.length) return LATER;
    const places = new Set(manifests.map(({ place }) => place));
    const containers = known.flat();
    for (const { place } of containers) places.delete(place);
    if (places.size > 0) throw new RunError(`deploymentsOf: ${[...places].join(", ")} ${NO_CONTAINERS}`);
    return containers;
}

const NO_CONTAINERS =
    "holds no containers. Pass workloads, manifests of them, or what has them as `resources`: a ConfigFile, a ConfigGroup, a " +
    "kustomize Directory, a helm.v4.Chart. A helm.v3.Release does not tell what it installs";
