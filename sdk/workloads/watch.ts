import { ComponentResource, type Resource, RunError, runtime } from "@pulumi/pulumi";
import { titleAt } from "../value-source";
import { EngineView } from "./engine-view";
import { isGroup, membersOf } from "./group-members";
import { newReading } from "./pulumi-binding";
import { readRegistered } from "./registered";
import { UnseenGroup } from "./unseen-group";
import { isWorkload } from "./workload-shape";
import type { Workload } from "./workloads";

/** A resource of the program, with the arguments of its constructor. */
interface Made {
    readonly resource: Resource;
    readonly type: string;
    readonly props: Readonly<Record<string, unknown>>;
    readonly parent: Resource | undefined;
}

/** The resources that a stack's program creates, and the resources that its components in plugins register, seen by the engine. */
export class Watch {
    readonly #made = new Map<Resource, Made>();
    readonly #engine = new EngineView();

    /** Watches the running stack. If no stack is running, it sees nothing. */
    constructor() {
        if (runtime.getStackResource() === undefined) return;
        runtime.registerStackTransformation(({ resource, type, name, props, opts: { parent, id, urn } }) => {
            if (id === undefined && urn === undefined) {
                this.#made.set(resource, { resource, type, props, parent });
                this.#engine.leaveOut(type, name, parent);
            }
            return undefined;
        });
        this.#engine.start();
    }

    /** Resources that are created later may depend on the result, so this does not wait for them. */
    all(): Promise<readonly Workload[]> {
        return this.#workloadsOf([...this.#made.values()]);
    }

    of(...components: readonly Resource[]): Promise<readonly Workload[]> {
        const strange = components.filter((component) => !this.#made.has(component));
        if (strange.length > 0) return Promise.reject(new RunError(notSeen(strange)));
        const isWithin = (made: Made | undefined): boolean =>
            made !== undefined &&
            (components.includes(made.resource) ||
                (made.parent !== undefined && isWithin(this.#made.get(made.parent))));
        return this.#workloadsOf([...this.#made.values()].filter(isWithin));
    }

    async #workloadsOf(made: readonly Made[]): Promise<readonly Workload[]> {
        const found = await Promise.all(made.map((one) => this.#workloadsIn(one)));
        return found.flat();
    }

    async #workloadsIn({ resource, type, props }: Made): Promise<readonly Workload[]> {
        if (!ComponentResource.isInstance(resource)) {
            return (await isWorkload(type, props)) ? ifMade(type, resource as Workload) : [];
        }
        // A component in a plugin is registered after everything inside it.
        const urn = (await newReading().at(resource, "urn")) as string;
        if (isInPlugin(resource) && this.#engine.isOpen) {
            const registered = this.#engine.workloadsUnder(urn);
            const seen = await Promise.all(registered.map((one) => ifMade(one.type, readRegistered(one))));
            const isPartly = await newReading().holdsLater(props);
            return [...seen.flat(), ...(isPartly ? [new UnseenGroup(titleAt(urn)) as Workload] : [])];
        }
        return isGroup(resource) ? membersOf(resource) : [];
    }
}

/** If a run targets other resources, a new resource is registered but not created, and its outputs are not known. */
const ifMade = async (type: string, workload: Workload): Promise<readonly Workload[]> =>
    (await isWorkload(type, { spec: workload.spec })) ? [workload] : [];

/** True for a component that a plugin creates. Pulumi's types do not show this. */
const isInPlugin = (component: ComponentResource & { readonly __remote?: boolean }): boolean =>
    component.__remote === true;

const notSeen = (resources: readonly (Resource & { readonly __name?: string })[]): string =>
    `watchWorkloads did not see ${resources.map(({ __name }) => JSON.stringify(__name)).join(", ")}: call it before you create them`;
