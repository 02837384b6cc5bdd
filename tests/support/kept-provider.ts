import { type ChildProcess, execFile, fork } from "node:child_process";
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
let started = 0;

/**
 * A process in which the first provider of a run works, if it is started by a launcher. It is kept for the next run, unless this one
 * failed: then something of it may be left.
 */
export async function keepProvider(): Promise<KeptProcesses> {
    const kept = idle.pop() ?? (await start());
    await writeFile(join(kept.directory, "free"), "");
    return {
        environment: { [KEPT_PROVIDER]: kept.directory },
        end: (isGood) => {
            if (isGood) idle.push(kept);
            else kept.host.kill("SIGKILL");
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
