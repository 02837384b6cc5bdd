import { Metadata, type ServiceError, status } from "@grpc/grpc-js";
import { ErrorResourceInitFailed } from "@pulumi/pulumi/proto/provider_pb";
import { Writer } from "protobufjs/minimal";
import type { Properties } from "../resource/resource-handler";
import { toBytes } from "./protocol";
import type { Secrets } from "./secrets";
import { lengthOf, sent } from "./wire";

/** The error of a handler if a resource was written only in part and stays in the state. */
interface PartialFailure extends Error {
    readonly id: string;
    readonly properties: Properties;
    readonly reasons: readonly string[];
}

/** An error in gRPC's form. For a partial failure, its details contain the properties that the engine keeps. */
export function toServiceError(error: Error, secrets: Secrets): Partial<ServiceError> {
    const details = error.message;
    if (!isPartial(error)) return { code: status.UNKNOWN, details };
    const failed = new ErrorResourceInitFailed();
    failed.setId(error.id);
    failed.setReasonsList([...error.reasons]);
    const kept = toBytes({ message: failed, properties: { properties: sent(error.properties, secrets) } }, FIELDS);
    const metadata = new Metadata();
    metadata.add("grpc-status-details-bin", toStatus(details, kept));
    return { code: status.UNKNOWN, details, metadata };
}

/** The field of an `ErrorResourceInitFailed` that holds properties. */
const FIELDS = { properties: 2 };

/** A status with one detail, the form of gRPC's richer errors: https://github.com/googleapis/googleapis/blob/master/google/rpc/status.proto */
function toStatus(message: string, detail: Uint8Array): Buffer {
    const type = "type.googleapis.com/pulumirpc.ErrorResourceInitFailed";
    const writer = Writer.create().uint32(8).int32(status.UNKNOWN).uint32(lengthOf(2)).string(message);
    writer.uint32(lengthOf(3)).fork().uint32(lengthOf(1)).string(type).uint32(lengthOf(2)).bytes(detail).ldelim();
    return Buffer.from(writer.finish());
}

const isPartial = (error: Error): error is PartialFailure => "reasons" in error;
