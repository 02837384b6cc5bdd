import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { connect } from "node:net";
import { join } from "node:path";
import { isSea } from "node:sea";
import { MeetingPlace } from "./meeting-place";
import { nextLine } from "./next-line";

/** The argument with which the plugin's executable serves all providers of an engine. */
export const SHARED = "--shared";

/** What that process prints when it can be asked. */
export const READY = "ready";

/** A provider in the process that serves all providers of an engine. */
export interface Joined {
    /** Where the provider listens. */
    readonly port: string;
    /** Resolves when that process has ended. */
    readonly ended: Promise<void>;
}

/** Asks the process that serves all providers of an engine to serve one more. Starts that process if there is none. */
export async function joinShared(
    engine: string,
    environment: NodeJS.ProcessEnv,
    start: (engine: string) => Promise<void> = startShared,
): Promise<Joined> {
    const place = new MeetingPlace(engine);
    for (let attempt = 1; attempt <= 3; attempt++) {
        const joined = await ask(place, environment);
        if (joined !== undefined) return joined;
        await start(engine);
    }
    throw new Error(
        `the process that serves all providers of this run was started, but it cannot be found in ${place.file}. ` +
            "Remove this file if it exists, and run again",
    );
}

/** If the process has ended, another program may use its port. So only a process that can read the proof gets the environment. */
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

/** The longest wait for an answer, in milliseconds: the process may be busy. */
const LONGEST = 60_000;

/** Starts the process, which outlives this one. Resolves when it can be asked, or another one that was faster. */
async function startShared(engine: string): Promise<void> {
    // A self-contained executable needs no script.
    const script = [join(__dirname, "main.js")].filter(() => !isSea());
    const child = spawn(process.execPath, [...script, SHARED, engine], {
        detached: true,
        stdio: ["ignore", "pipe", "pipe"],
        windowsHide: true,
    });
    child.stderr.pipe(process.stderr);
    child.unref();
    if ((await nextLine(child.stdout)) !== READY)
        throw new Error("the process that serves all providers of this run ended at its start");
}
