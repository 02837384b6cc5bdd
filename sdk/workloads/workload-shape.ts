import { runtime } from "@pulumi/pulumi";
import { KNOWN_LATER } from "../../provider/vocabulary";
import { containersIn } from "../../provider/workloads/containers";
import { newReading } from "./pulumi-binding";

/**
 * True if the inputs of a resource have containers. The shape decides: other kinds have pod templates, too, and Kubernetes' types are
 * under the tokens of other packages as well. While a preview does not know the shape, its token has to be Kubernetes'.
 */
export async function isWorkload(type: string, inputs: Readonly<Record<string, unknown>>): Promise<boolean> {
    // It changes an object that something else has made.
    if (/^kubernetes:.*Patch$/.test(type)) return false;
    // A transform of the engine gets a secret in Pulumi's wrapping.
    const object = { spec: runtime.unwrapRpcSecret(inputs.spec) };
    const containers = await containersIn({ object, reading: newReading(), place: "", isMember: false });
    return containers === KNOWN_LATER ? type.startsWith("kubernetes:") : containers.length > 0;
}
