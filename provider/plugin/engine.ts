import { connectivityState, credentials } from "@grpc/grpc-js";
import { EngineClient } from "@pulumi/pulumi/proto/engine_grpc_pb";

/** A client of the engine at an address on this machine: no proxy leads there, whatever the environment names. */
export const connectEngine = (address: string): EngineClient =>
    new EngineClient(address, credentials.createInsecure(), { "grpc.enable_http_proxy": 0 });

/**
 * Resolves once the engine cannot be reached: it runs on this machine, so its process has ended. Pulumi's own providers
 * ask every five minutes; here the connection tells at once.
 */
export function engineGone(engine: EngineClient): Promise<void> {
    const channel = engine.getChannel();
    return new Promise((resolve) => {
        const watch = (): void => {
            const state = channel.getConnectivityState(true);
            if (state === connectivityState.TRANSIENT_FAILURE) resolve();
            else channel.watchConnectivityState(state, Number.POSITIVE_INFINITY, watch);
        };
        watch();
    });
}
