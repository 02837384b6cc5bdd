import { Metadata, type ServiceError, status } from "@grpc/grpc-js";
import { ErrorResourceInitFailed } from "@pulumi/pulumi/proto/provider_pb";
import { Status } from "@pulumi/pulumi/proto/status_pb";
import { Any } from "google-protobuf/google/protobuf/any_pb";
import type { Properties } from "../resource-handler";
import { inPluginTerms } from "./configuration";
import type { Secrets } from "./secrets";
import { sent } from "./wire";

/** What a handler throws where the state keeps a resource that could not be written whole. */
interface PartialFailure extends Error {
    readonly id: string;
    readonly properties: Properties;
    readonly reasons: readonly string[];
}

/** An error as gRPC carries it. Of a partial failure, the engine takes what to keep from the details. */
export function toServiceError(error: Error, secrets: Secrets): Partial<ServiceError> {
    const details = inPluginTerms(error.message);
    if (!isPartial(error)) return { code: status.UNKNOWN, details };
    const failed = new ErrorResourceInitFailed();
    failed.setId(error.id);
    failed.setProperties(sent(error.properties, secrets));
    failed.setReasonsList(error.reasons.map(inPluginTerms));
    const packed = new Any();
    packed.pack(failed.serializeBinary(), "pulumirpc.ErrorResourceInitFailed");
    const whole = new Status();
    whole.setCode(status.UNKNOWN);
    whole.setMessage(details);
    whole.addDetails(packed);
    const metadata = new Metadata();
    metadata.add("grpc-status-details-bin", Buffer.from(whole.serializeBinary()));
    return { code: status.UNKNOWN, details, metadata };
}

const isPartial = (error: Error): error is PartialFailure => "reasons" in error;
