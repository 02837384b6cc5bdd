import { ComponentResource, type Resource, RunError, runtime } from "@pulumi/pulumi";
import { titleAt } from "../value-source";
import { EngineView } from "./engine-view";
import { isGroup, membersOf } from "./group-members";
import { newReading } from "./pulumi-binding";
import { readRegistered } from "./registered";
import { UnseenGroup } from "./unseen-group";
import { isWorkload } from "./workload-shape";
import type { Workload } from "./workloads";

/** A resource of the program, with what its constructor got. */
interface Made {
    readonly resource: Resource;
    readonly type: string;
    readonly props: Readonly<Record<string, unknown>>;
    readonly parent: Resource | undefined;
}

/** What a stack's program makes and, by way of the engine, what its components register in plugins. */
export class Watch {
    readonly #made = new Map<Resource, Made>();
    readonly #engine = new EngineView();

    /** Of a stack that runs; where none does, nothing is seen. */
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

    /** What is made later may wait for what is made of this: it is not waited for here. */
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
        // A component in a plugin is registered once all that it holds is.
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

/** A run that targets others registers a new resource, makes none, and knows nothing of its outputs. */
const ifMade = async (type: string, workload: Workload): Promise<readonly Workload[]> =>
    (await isWorkload(type, { spec: workload.spec })) ? [workload] : [];

/** True for a component that is made by a plugin. Pulumi's types do not tell of it. */
const isInPlugin = (component: ComponentResource & { readonly __remote?: boolean }): boolean =>
    component.__remote === true;

const notSeen = (resources: readonly (Resource & { readonly __name?: string })[]): string =>
    `watchWorkloads did not see ${resources.map(({ __name }) => JSON.stringify(__name)).join(", ")}: call it before you create them`;
