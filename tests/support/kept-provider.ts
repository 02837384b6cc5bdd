import { type ChildProcess, execFile, fork } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import type { KeptProcesses } from "../../tools/pulumi/project";
import { installPacked, placeOf } from "./installation";
import { KEPT_PROVIDER } from "./launchers";

/** A process for providers, and the directory in which launchers find it. */
interface Kept {
    readonly host: ChildProcess;
    readonly directory: string;
}

const idle: Kept[] = [];
/** Those that run no provider any more, and are not yet ready for another one. */
const ending = new Set<Promise<void>>();
let started = 0;

const LIMIT_MS = 10_000;

/**
 * A process in which the first provider of a run works, if it is started by a launcher. It is kept for the next run, unless the end of this
 * one found it at work: then it ends itself.
 */
export async function keepProvider(): Promise<KeptProcesses> {
    await Promise.all(ending);
    const kept = idle.pop() ?? (await start());
    const free = join(kept.directory, "free");
    await writeFile(free, "");
    const waits = new AbortController();
    const told = Promise.race([
        once(kept.host, "message", waits).then(() => true),
        once(kept.host, "exit", waits).then(() => false),
    ]).finally(() => waits.abort());
    return {
        environment: { [KEPT_PROVIDER]: kept.directory },
        end: () => {
            // One that does not come to an end is not waited for longer than a test.
            const limit = setTimeout(() => kept.host.kill("SIGKILL"), LIMIT_MS).unref();
            // No launcher has taken it: aborted is idle.
            if (existsSync(free)) waits.abort();
            const end = told
                .catch(() => true)
                .then((isIdle) => {
                    clearTimeout(limit);
                    if (isIdle) idle.push(kept);
                    ending.delete(end);
                });
            ending.add(end);
        },
    };
}

async function start(): Promise<Kept> {
    started += 1;
    const directory = placeOf(await installPacked(), `providers/${started}`);
    await mkdir(directory, { recursive: true });
    const calls = join(directory, "calls");
    await promisify(execFile)("mkfifo", [calls]);
    const host = fork(join(__dirname, "provider-host.js"), [calls], {
        env: { ...process.env, NODE_OPTIONS: "" },
        stdio: ["ignore", "ignore", "inherit", "ipc"],
    });
    // A test ends without waiting for it, and it ends with the process of the test.
    host.unref();
    host.channel?.unref();
    return { host, directory };
}
