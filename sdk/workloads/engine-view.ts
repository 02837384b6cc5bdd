import { getProject, getStack, log, type Resource, type ResourceTransformArgs, runtime } from "@pulumi/pulumi";
import { newReading } from "./pulumi-binding";
import { isWorkload } from "./workload-shape";

/** A resource that any process registered. */
export interface Registration {
    readonly urn: string;
    readonly type: string;
    readonly name: string;
    /** The names of its inputs. */
    readonly inputs: readonly string[];
}

interface Seen extends Registration {
    readonly parent: string;
    readonly isWorkload: boolean;
}

/** The registrations that Pulumi's engine shows a program, also in previews. They include those of components in plugins. */
export class EngineView {
    readonly #seen = new Map<string, Seen>();
    readonly #leftOut = new Set<unknown>();
    #isOpen = false;

    /** False if the engine or the language host shows nothing. It is reliable once a resource from after `start` is registered. */
    get isOpen(): boolean {
        return this.#isOpen;
    }

    /** Shows everything that is registered from now on. If nothing can be shown, a warning says so. */
    start(): void {
        const fail = (error: Error): void => {
            this.#isOpen = false;
            void log.warn(`${NOTHING_SHOWN} (${error.message})`);
        };
        try {
            runtime.registerResourceTransform((registration) => this.#note(registration));
            this.#isOpen = true;
            outlive(fail);
        } catch (error) {
            fail(error as Error);
        }
    }

    /** Leaves out a resource that the program creates itself. */
    leaveOut(type: string, name: string, parent: Resource | undefined): void {
        const urn = parent === undefined ? ROOT() : newReading().at(parent, "urn");
        // If the parent fails, Pulumi reports it.
        void Promise.resolve(urn).then(
            (found) => this.#leftOut.add(urnUnder(found as string, type, name)),
            () => {},
        );
    }

    /** Returns the workloads that a component's plugin has registered. */
    workloadsUnder(component: string): readonly Registration[] {
        const isUnder = ({ urn, parent }: Seen): boolean => {
            if (this.#leftOut.has(urn)) return false;
            const above = this.#seen.get(parent);
            return parent === component || (above !== undefined && isUnder(above));
        };
        const found = [...this.#seen.values()].filter((one) => one.isWorkload && isUnder(one));
        return found.sort((one, other) => (one.urn < other.urn ? -1 : 1));
    }

    async #note({ type, name, props, opts }: ResourceTransformArgs): Promise<undefined> {
        const parent = opts.parent === undefined ? ROOT() : ((await newReading().at(opts.parent, "urn")) as string);
        const urn = urnUnder(parent, type, name);
        const inputs = Object.keys(props);
        this.#seen.set(urn, { urn, type, name, inputs, parent, isWorkload: await isWorkload(type, props) });
        return undefined;
    }
}

/** The URN, as the engine makes it. It contains the types of the parent. */
function urnUnder(parent: string, type: string, name: string): string {
    const [stack, project, types] = parent.split("::", 3);
    return [stack, project, types === STACK ? type : `${types}$${type}`, name].join("::");
}

const STACK = "pulumi:pulumi:Stack";
const ROOT = (): string => `urn:pulumi:${getStack()}::${getProject()}::${STACK}::`;

/**
 * An old language host between the program and the engine does not know transforms. The SDK would then throw a `TypeError` that ends
 * the program. So the next call to register a transform always appears to succeed.
 */
function outlive(fail: (error: Error) => void): void {
    const monitor = runtime.getMonitor() as unknown as Monitor;
    const { registerStackTransform } = monitor;
    monitor.registerStackTransform = (transform, done) => {
        monitor.registerStackTransform = registerStackTransform;
        const answered: Answered = (error, reply) => {
            if (error !== null) fail(error);
            done(null, reply);
        };
        if (registerStackTransform !== undefined) registerStackTransform.call(monitor, transform, answered);
        else answered(new Error("the engine has no registerStackTransform"));
    };
}

interface Monitor {
    /** Missing in Pulumi's mocks. */
    registerStackTransform: ((transform: unknown, done: Answered) => void) | undefined;
}

type Answered = (error: Error | null, reply?: unknown) => void;

const NOTHING_SHOWN =
    "watchWorkloads: Pulumi does not show this program what components in plugins register, such as yaml.v2.ConfigFile and " +
    "helm.v4.Chart. These two are read through their `resources`, which no preview knows. Workloads of other components are not recorded. Update the Pulumi CLI";
