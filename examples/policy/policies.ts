import type { PolicyConfigSchema, StackValidationPolicy } from "@pulumi/policy";
import { type Container, containersIn } from "./containers";
import { exposedBy } from "./exposure";
import { recordsIn } from "./records";

/** What begins the images that must have a record. Default: all images; a mesh's proxy, for one, may be none of yours. */
const IMAGES: PolicyConfigSchema["properties"] = {
    images: { type: "array", items: { type: "string" }, default: [""] },
};

const isOurs = ({ image }: Container, { images }: { images: string[] }): boolean =>
    images.some((prefix) => image.startsWith(prefix));

const digestOf = ({ image }: Container): string | undefined => /@(sha256:[a-f0-9]{64})$/.exec(image)?.[1];

/** Each image that the stack deploys has a deployment record in the same stack, by its digest. */
export const recorded: StackValidationPolicy = {
    name: "image-has-deployment-record",
    description: "Each container image on Kubernetes has a deployment record in the same stack, by its digest.",
    enforcementLevel: "advisory",
    configSchema: { properties: IMAGES },
    validateStack({ resources, getConfig }, report) {
        const { deployed, isPartial } = recordsIn(resources);
        const recordedDigests = deployed.map(({ digest }) => digest);
        for (const container of containersIn(resources).filter((one) => isOurs(one, getConfig()))) {
            const digest = digestOf(container);
            const what = `Container "${container.name}" runs ${container.image}`;
            if (digest === undefined) {
                report(
                    `${what}, which names no digest, so that no record tells what runs. Use an image with @sha256:….`,
                    container.resource.urn,
                );
            } else if (!isPartial && !recordedDigests.includes(digest)) {
                report(
                    `${what}, and no ClusterDeploymentRecordSet of this stack records that digest as deployed. Hand the workload to deploymentsOf, or write the deployment out.`,
                    container.resource.urn,
                );
            }
        }
    },
};

/** What is reached from outside is recorded with a risk that says so. */
export const exposed: StackValidationPolicy = {
    name: "exposed-image-names-runtime-risk",
    description: "What a Service of type LoadBalancer or an Ingress exposes is recorded with a runtime risk.",
    enforcementLevel: "advisory",
    configSchema: {
        properties: {
            ...IMAGES,
            // Any one of these will do. Where a load balancer is reached from inside alone, another risk may be the right one.
            risks: { type: "array", items: { type: "string" }, default: ["internet-exposed"] },
        },
    },
    validateStack({ resources, getConfig }, report) {
        const config = getConfig<{ images: string[]; risks: string[] }>();
        const { deployed } = recordsIn(resources);
        const doors = exposedBy(resources);
        for (const container of containersIn(resources).filter((one) => isOurs(one, config))) {
            const door = doors.get(container.resource.urn);
            const records = deployed.filter(({ digest }) => digest === digestOf(container));
            const risks = records.flatMap(({ runtimeRisks = [] }) => runtimeRisks);
            // An image without a record is for the other policy to tell.
            if (door === undefined || records.length === 0 || risks.some((risk) => config.risks.includes(risk)))
                continue;
            const kind = door.type.split(":").at(-1);
            report(
                `${kind} "${door.name}" exposes container "${container.name}" (${container.image}), and its deployment record names no runtime risk of ${config.risks.join(", ")}. Add one to its runtimeRisks.`,
                container.resource.urn,
            );
        }
    },
};
