import { CustomResource } from "@pulumi/pulumi";
import type { Registration } from "./engine-view";
import type { Workload } from "./workloads";

/** A registered resource, as the engine knows it. It has a generated name, also in a preview. */
class Registered extends CustomResource {
    constructor({ type, name, urn, inputs }: Registration) {
        const kind = inputs.includes("kind") && { kind: undefined };
        super(type, name, { metadata: undefined, spec: undefined, ...kind }, { urn });
    }
}

export const readRegistered = (registration: Registration): Workload => new Registered(registration) as Workload;
