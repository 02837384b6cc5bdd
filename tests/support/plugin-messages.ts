import type { ServiceError } from "@grpc/grpc-js";
import { ErrorResourceInitFailed } from "@pulumi/pulumi/proto/provider_pb";
import { Status } from "@pulumi/pulumi/proto/status_pb";
import { type JavaScriptValue, Struct } from "google-protobuf/google/protobuf/struct_pb";

/** A secret in the form of Pulumi's engine. */
export const marked = (value: JavaScriptValue): { [key: string]: JavaScriptValue } => ({
    "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
    value,
});

/** Properties in the form of a message, by protobuf's own conversion. */
export const struct = (properties: object): Struct =>
    Struct.fromJavaScript(properties as { [key: string]: JavaScriptValue });

/** The URN of a resource of the package. */
export const urnOf = (type: string, name = "it"): string =>
    `urn:pulumi:dev::shop::github-artifacts:index:${type}::${name}`;

/** The details of a partial failure: what to keep in the state, and why it failed. */
export function partialFailureIn(error: ServiceError) {
    const [details] = error.metadata.get("grpc-status-details-bin");
    const status = Status.deserializeBinary(details as Buffer);
    const [packed] = status.getDetailsList();
    const failed = packed?.unpack(ErrorResourceInitFailed.deserializeBinary, "pulumirpc.ErrorResourceInitFailed");
    return {
        message: status.getMessage(),
        code: status.getCode(),
        id: failed?.getId(),
        properties: failed?.getProperties()?.toJavaScript(),
        reasons: failed?.getReasonsList(),
    };
}
