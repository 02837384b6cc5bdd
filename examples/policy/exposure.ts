import type { PolicyResource } from "@pulumi/policy";
import { known } from "./known";

type Labels = Readonly<Record<string, string>>;

/** What exposes each workload to the outside: a Service of type LoadBalancer, or an Ingress in front of a Service. By the workload's URN. */
export function exposedBy(resources: readonly PolicyResource[]): ReadonlyMap<string, PolicyResource> {
    const services = resources.filter((resource) => isKind(resource, "Service"));
    const doors = [
        ...services
            .filter(({ props }) => known(() => props.spec.type) === "LoadBalancer")
            .map((one) => [one, one] as const),
        ...resources
            .filter((resource) => isKind(resource, "Ingress"))
            .flatMap((ingress) => {
                const names = backendsOf(known(() => ingress.props.spec));
                return services
                    .filter(
                        (service) => namespaceOf(service) === namespaceOf(ingress) && names.includes(nameOf(service)),
                    )
                    .map((service) => [ingress, service] as const);
            }),
    ];
    return new Map(
        doors.flatMap(([door, service]) =>
            resources.filter((workload) => isSelected(workload, service)).map(({ urn }) => [urn, door] as const),
        ),
    );
}

const isKind = ({ type }: PolicyResource, kind: string): boolean =>
    type.startsWith("kubernetes:") && type.endsWith(`:${kind}`);

const nameOf = ({ props }: PolicyResource): string | undefined => known(() => props.metadata.name);

const namespaceOf = ({ props }: PolicyResource): string => known(() => props.metadata.namespace) ?? "default";

/** The Services that an Ingress names, anywhere in its `spec`: in rules, or as the default backend. */
function backendsOf(value: unknown): (string | undefined)[] {
    if (typeof value !== "object" || value === null) return [];
    return Object.keys(value).flatMap((key) => {
        const inner = known(() => (value as Record<string, unknown>)[key]);
        return key === "service" ? [known(() => (inner as { name?: string }).name)] : backendsOf(inner);
    });
}

/** Whether the pods of a workload have all labels that a Service selects. */
function isSelected(workload: PolicyResource, service: PolicyResource): boolean {
    const selector = known<Labels>(() => service.props.spec.selector) ?? {};
    const wanted = Object.keys(selector);
    if (wanted.length === 0 || !workload.type.startsWith("kubernetes:")) return false;
    const labels = podLabels(workload);
    const isSame = (label: string): boolean => known(() => labels[label] === selector[label]) ?? false;
    return namespaceOf(workload) === namespaceOf(service) && wanted.every(isSame);
}

/** Those of a pod itself, or of the template that a workload makes pods from. */
const podLabels = (workload: PolicyResource): Labels =>
    known<Labels | undefined>(() =>
        isKind(workload, "Pod") ? workload.props.metadata.labels : workload.props.spec?.template?.metadata?.labels,
    ) ?? {};
