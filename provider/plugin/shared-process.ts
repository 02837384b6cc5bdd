import { once } from "node:events";
import { type AddressInfo, createServer, type Socket } from "node:net";
import { Standings } from "../ownership/run";
import type { Environment } from "../settings/places";
import { connectEngine, engineGone, isReached } from "./engine";
import { createEngineLog } from "./engine-log";
import { READY } from "./join-shared";
import { MeetingPlace } from "./meeting-place";
import { nextLine } from "./next-line";
import { SCHEMA } from "./package";
import { type RunningServer, startServer } from "./server";
import { VERSION } from "./version";

/**
 * Serves all providers of an engine, and ends with the engine. The process that the engine started for a provider holds a connection
 * to this process. When it ends, its provider ends.
 */
export async function serveAll(address: string): Promise<void> {
    // The process that started this one reads its output, and may end first.
    for (const stream of [process.stdout, process.stderr]) stream.on("error", () => undefined);
    const engine = connectEngine(address);
    const log = createEngineLog(engine, (line) => process.stderr.write(`${line}\n`));
    const standingsAt = standings();
    const place = new MeetingPlace(address);
    const providers = new Set<RunningServer>();

    async function serve(socket: Socket): Promise<void> {
        const proof = place.take(await nextLine(socket));
        if (proof === undefined) return void socket.destroy();
        socket.write(`${proof}\n`);
        const environment: Environment = JSON.parse(await nextLine(socket));
        const provider = await startServer({ environment, log, standingsAt, schema: SCHEMA, version: VERSION });
        providers.add(provider);
        socket.write(`${provider.port}\n`);
        if (!socket.closed) await once(socket, "close");
        await provider.close();
        providers.delete(provider);
    }

    const listener = createServer((socket) => {
        socket.on("error", () => undefined);
        serve(socket).catch((error: Error) => {
            process.stderr.write(`a provider could not be served: ${error.message}\n`);
            socket.destroy();
        });
    }).listen(0, "127.0.0.1");
    await once(listener, "listening");
    const { port } = listener.address() as AddressInfo;
    if (!(await isReached(engine))) {
        engine.close();
        listener.close();
        throw new Error(`Pulumi's engine does not answer at ${address}`);
    }
    const isFirst = place.publish(port);
    process.stdout.write(`${READY}\n`);
    // If two processes start at the same time, only the first serves.
    if (isFirst) await engineGone(engine);
    place.withdraw(port);
    await Promise.all([...providers].map((provider) => provider.close()));
    process.exit();
}

/** What is known about the records at each API. */
function standings(): (baseUrl: string) => Standings {
    const known = new Map<string, Standings>();
    return (baseUrl) => {
        const seen = known.get(baseUrl) ?? new Standings();
        known.set(baseUrl, seen);
        return seen;
    };
}
