import { Server, ServerCredentials, type ServerUnaryCall, type sendUnaryData } from "@grpc/grpc-js";
import { EngineService } from "@pulumi/pulumi/proto/engine_grpc_pb";
import { type LogRequest, LogSeverity } from "@pulumi/pulumi/proto/engine_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";

/** A line that an engine shows. */
export interface Shown {
    readonly severity: "info" | "warning" | "another";
    readonly urn: string;
    readonly message: string;
}

/** A stand-in for Pulumi's engine. It gets the messages of plugins. */
export interface EngineStandIn {
    readonly address: string;
    readonly shown: readonly Shown[];
    /** Ends it as if its process had ended. */
    close(): void;
}

const SEVERITIES = new Map<LogSeverity, Shown["severity"]>([
    [LogSeverity.INFO, "info"],
    [LogSeverity.WARNING, "warning"],
]);

/** Starts a stand-in. `accept` gets each line before it is shown. */
export async function startEngine(accept: (line: Shown) => Promise<void> = async () => {}): Promise<EngineStandIn> {
    const shown: Shown[] = [];
    const server = new Server();
    server.addService(EngineService, {
        log({ request }: ServerUnaryCall<LogRequest, Empty>, reply: sendUnaryData<Empty>): void {
            const severity = SEVERITIES.get(request.getSeverity()) ?? "another";
            const line: Shown = { severity, urn: request.getUrn(), message: request.getMessage() };
            void accept(line).then(() => {
                shown.push(line);
                reply(null, new Empty());
            });
        },
    });
    const port = await new Promise<number>((resolve, reject) => {
        server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, bound) =>
            error ? reject(error) : resolve(bound),
        );
    });
    return { address: `127.0.0.1:${port}`, shown, close: () => server.forceShutdown() };
}
