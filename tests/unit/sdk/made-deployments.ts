import { output, unknown } from "@pulumi/pulumi";
import { type DeploymentsOfOptions, deploymentsOf, type Workloads } from "../../../sdk";

type Annotations = Readonly<Record<string, string>>;

/** A Deployment as plain data. */
export const deployment = (name: string, image: unknown, annotations: Annotations = {}, of: Annotations = {}) => ({
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: { name, namespace: "shop", annotations: of },
    spec: { template: { metadata: { annotations }, spec: { containers: [{ name: "server", image }] } } },
});

/** The spec of a pod with one container. */
export const podOf = (container: string, image: string) => ({ containers: [{ name: container, image }] });

/** What an output of Pulumi says about itself. */
export interface Held {
    readonly isKnown: Promise<boolean>;
    readonly isSecret: Promise<boolean>;
    promise(withUnknowns: true): Promise<unknown>;
}

const isUnknown = (value: unknown): boolean => value === unknown;

/** The deployments, with `?` for an unknown value. */
export async function made(workloads: Workloads, options?: DeploymentsOfOptions): Promise<Record<string, object>> {
    const deployments = await deploymentsOf(workloads, options);
    const entries = Object.entries(deployments).map(async ([name, args]) => {
        const fields = Object.entries(args).map(async ([field, value]) => {
            const held = await (output(value) as unknown as Held).promise(true);
            return [field, isUnknown(held) ? "?" : held] as const;
        });
        return [name, Object.fromEntries(await Promise.all(fields))] as const;
    });
    return Object.fromEntries(await Promise.all(entries));
}

/** The names of the deployments. */
export const names = async (workloads: Workloads, options?: DeploymentsOfOptions): Promise<string[]> =>
    Object.keys(await deploymentsOf(workloads, options));
