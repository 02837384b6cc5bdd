import type { PolicyResource } from "@pulumi/policy";
import { known } from "./known";

/** A container that a resource on Kubernetes runs. */
export interface Container {
    readonly resource: PolicyResource;
    readonly name: string;
    readonly image: string;
}

const LISTS = ["initContainers", "containers"];

/** The containers of each resource, wherever its `spec` has them: so those of custom resources are found, too. */
export const containersIn = (resources: readonly PolicyResource[]): Container[] =>
    resources
        .filter(({ type }) => type.startsWith("kubernetes:"))
        .flatMap((resource) => listed(known(() => resource.props.spec)).map((one) => ({ resource, ...one })));

function listed(value: unknown): Omit<Container, "resource">[] {
    if (typeof value !== "object" || value === null) return [];
    const found = Object.keys(value).map((key) => {
        const inner = known(() => (value as Record<string, unknown>)[key]);
        return LISTS.includes(key) && Array.isArray(inner)
            ? inner.flatMap((_, at) => container(inner, at))
            : listed(inner);
    });
    return found.flat();
}

/** None where a preview does not know the image yet. */
function container(list: readonly { name: string; image?: string }[], at: number): Omit<Container, "resource">[] {
    const read = known(() => ({ name: list[at]?.name ?? "", image: list[at]?.image }));
    return read?.image === undefined ? [] : [{ name: read.name, image: read.image }];
}
