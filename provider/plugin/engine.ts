import { type Client, connectivityState, credentials, makeGenericClientConstructor } from "@grpc/grpc-js";
import { EngineService, type IEngineClient } from "@pulumi/pulumi/proto/engine_grpc_pb";

/** A client of Pulumi's engine. */
export type Engine = IEngineClient & Client;

// Pulumi's own client accepts only credentials of Pulumi's own copy of gRPC. This package may have another copy.
const EngineClient = makeGenericClientConstructor(EngineService as never, "Engine");

/** A client of the engine at an address on this machine. It uses no proxy, even if the environment names one. */
export const connectEngine = (address: string): Engine =>
    new EngineClient(address, credentials.createInsecure(), { "grpc.enable_http_proxy": 0 }) as unknown as Engine;

/** True if an engine answers at the address of a client. */
export const isReached = async (engine: Engine): Promise<boolean> =>
    (await firstOfStates(engine, [READY, TRANSIENT_FAILURE])) === READY;

/**
 * Resolves once the engine cannot be reached. The engine runs on this machine, so its process has ended. Pulumi's own providers
 * ask every five minutes. Here, the connection shows it at once.
 */
export const engineGone = (engine: Engine): Promise<unknown> => firstOfStates(engine, [TRANSIENT_FAILURE]);

const { READY, TRANSIENT_FAILURE } = connectivityState;

/** Resolves with the first of these states that the connection has. */
function firstOfStates(engine: Engine, states: readonly connectivityState[]): Promise<connectivityState> {
    const channel = engine.getChannel();
    return new Promise((resolve) => {
        const watch = (): void => {
            const state = channel.getConnectivityState(true);
            if (states.includes(state)) resolve(state);
            else channel.watchConnectivityState(state, Number.POSITIVE_INFINITY, watch);
        };
        watch();
    });
}
