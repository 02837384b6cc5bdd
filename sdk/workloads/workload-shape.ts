import { runtime } from "@pulumi/pulumi";
import { KNOWN_LATER } from "../../provider/vocabulary/unknown";
import { containersIn } from "../../provider/workloads/containers";
import { newReading } from "./pulumi-binding";

/**
 * True if the inputs of a resource have containers. The shape decides: other kinds also have pod templates, and other packages use
 * their own tokens for Kubernetes' types. If a preview does not know the shape yet, the token has to be one of `kubernetes`.
 */
export async function isWorkload(type: string, inputs: Readonly<Record<string, unknown>>): Promise<boolean> {
    // A patch changes an object that something else has created.
    if (/^kubernetes:.*Patch$/.test(type)) return false;
    // A transform of the engine gets a secret in Pulumi's wrapper.
    const object = { spec: runtime.unwrapRpcSecret(inputs.spec) };
    const containers = await containersIn({ object, reading: newReading(), place: "", isMember: false });
    return containers === KNOWN_LATER ? type.startsWith("kubernetes:") : containers.length > 0;
}
