import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { connect } from "node:net";
import { join } from "node:path";
import { isSea } from "node:sea";
import { MeetingPlace } from "./meeting-place";
import { nextLine } from "./next-line";

/** The argument that makes the plugin's executable the process that serves all providers of an engine. */
export const SHARED = "--shared";

/** A provider in the process that serves all of an engine. */
export interface Joined {
    /** Where the provider listens. */
    readonly port: string;
    /** Resolves once that process has ended. */
    readonly ended: Promise<void>;
}

/** Has a provider served by the process that serves all of an engine. Starts that process where there is none. */
export async function joinShared(engine: string, environment: NodeJS.ProcessEnv): Promise<Joined> {
    const place = new MeetingPlace(engine);
    for (let attempt = 1; attempt <= 3; attempt++) {
        const joined = await ask(place, environment);
        if (joined !== undefined) return joined;
        await startShared(engine);
    }
    throw new Error("the process that serves all providers of this run was started, but does not answer");
}

/** What answers at the port of a process that has ended may be anything: only what can read the proof is told the environment. */
async function ask(place: MeetingPlace, environment: NodeJS.ProcessEnv): Promise<Joined | undefined> {
    const at = place.port();
    if (at === undefined) return undefined;
    const proof = randomUUID();
    const name = place.leave(proof);
    const socket = connect(Number(at), "127.0.0.1").setTimeout(LONGEST, () => socket.destroy());
    const ended = new Promise<void>((resolve) => socket.once("close", () => resolve()));
    socket.on("error", () => undefined).write(`${name}\n`);
    if ((await nextLine(socket)) === proof) {
        socket.write(`${JSON.stringify(environment)}\n`);
        const port = await nextLine(socket);
        socket.setTimeout(0);
        if (port !== "") return { port, ended };
    }
    socket.destroy();
    place.take(name);
    place.withdraw(at);
    return undefined;
}

/** How long a process may be too busy to answer, in milliseconds. */
const LONGEST = 60_000;

/** Resolves once the process answers, or has ended because another one was faster. It outlives this process. */
async function startShared(engine: string): Promise<void> {
    const script = isSea() ? [] : [join(__dirname, "main.js")];
    const child = spawn(process.execPath, [...script, SHARED, engine], {
        detached: true,
        stdio: ["ignore", "pipe", "pipe"],
        windowsHide: true,
    });
    child.stderr.pipe(process.stderr);
    child.unref();
    await nextLine(child.stdout);
}
