import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import type { InlineProgram } from "../../tools/pulumi/project";
import type { ToHost } from "./inline-host";

let idle: ChildProcess | undefined;

/**
 * Serves the plain JavaScript program in a directory to the CLI. The CLI then starts no language host, which takes half of a run's
 * time. The process is kept for the next run, unless this run failed and may have left something in it.
 */
export async function serveInline(directory: string): Promise<InlineProgram> {
    const host = idle ?? start();
    idle = undefined;
    tell(host, { directory });
    const waits = new AbortController();
    const [port] = await Promise.race([
        once(host, "message", waits),
        once(host, "exit", waits).then(() => {
            throw new Error("the process that runs inline programs has ended before it served one");
        }),
    ]).finally(() => waits.abort());
    return {
        flags: ["--exec-kind", "auto.inline", "--client", `127.0.0.1:${port}`],
        end: (isGood) => {
            if (!isGood || idle !== undefined) host.kill();
            else {
                tell(host, {});
                idle = host;
            }
        },
    };
}

const tell = (host: ChildProcess, message: ToHost): boolean => host.send(message);

function start(): ChildProcess {
    // As for other programs, Node.js reads no extra certificates.
    const { NODE_EXTRA_CA_CERTS: _, ...env } = process.env;
    const host = fork(join(__dirname, "inline-host.js"), { env, stdio: ["ignore", "ignore", "inherit", "ipc"] });
    // A test does not wait for this process, which ends with the process of the test.
    host.unref();
    host.channel?.unref();
    host.once("disconnect", () => host.kill());
    return host;
}
