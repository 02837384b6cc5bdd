import { once } from "node:events";
import { type AddressInfo, createServer, type Socket } from "node:net";
import { Standings } from "../ownership/run";
import type { Environment } from "../settings/places";
import { connectEngine, engineGone } from "./engine";
import { createEngineLog } from "./engine-log";
import { MeetingPlace } from "./meeting-place";
import { nextLine } from "./next-line";
import { SCHEMA, VERSION } from "./package";
import { type RunningServer, startServer } from "./server";

/**
 * Serves all providers of an engine. A provider ends with the process that the engine started for it, which holds a connection to
 * this one. This one ends with the last of them, or with the engine.
 */
export async function serveAll(address: string): Promise<void> {
    // The process that started this one may have ended.
    process.stderr.on("error", () => undefined);
    const engine = connectEngine(address);
    const log = createEngineLog(engine, (line) => process.stderr.write(`${line}\n`));
    const standingsAt = standings();
    const place = new MeetingPlace(address);
    const providers = new Set<RunningServer>();

    const listener = createServer().listen(0, "127.0.0.1");
    await once(listener, "listening");
    const { port } = listener.address() as AddressInfo;
    // Of two that start at the same time, one serves all.
    if (!place.publish(port)) process.exit();
    process.stdout.write("ready\n");
    const lastLeft = new Promise<void>((resolve) => {
        const serve = async (socket: Socket): Promise<void> => {
            const left = once(
                socket.on("error", () => undefined),
                "close",
            );
            const proof = place.take(await nextLine(socket));
            if (proof === undefined) return void socket.destroy();
            socket.write(`${proof}\n`);
            const environment: Environment = JSON.parse(await nextLine(socket));
            const provider = await startServer({ environment, log, standingsAt, schema: SCHEMA, version: VERSION });
            providers.add(provider);
            socket.write(`${provider.port}\n`);
            await left;
            await provider.close();
            providers.delete(provider);
            if (providers.size === 0) resolve();
        };
        listener.on("connection", (socket) => {
            serve(socket).catch((error: Error) => {
                process.stderr.write(`${error.message}\n`);
                socket.destroy();
            });
        });
    });
    await Promise.race([engineGone(engine), lastLeft]);
    place.withdraw(port);
    await Promise.all([...providers].map((provider) => provider.close()));
    process.exit();
}

/** What is seen at each API. */
function standings(): (baseUrl: string) => Standings {
    const known = new Map<string, Standings>();
    return (baseUrl) => {
        const seen = known.get(baseUrl) ?? new Standings();
        known.set(baseUrl, seen);
        return seen;
    };
}
