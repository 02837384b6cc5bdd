import type { ChildProcess } from "node:child_process";
import type { GitHubServer } from "../../tools/github";
import type { PulumiProject } from "../../tools/pulumi/project";
import type { Finished } from "../../tools/pulumi/run-process";
import { deferred } from "./deferred";
import { allEnded, descendantsOf, killAll } from "./processes";

/**
 * How a run is ended:
 *
 * - `killed`: the CLI and then all processes that it started are killed, as on a CI runner that is shut down. They cannot clean up.
 * - `Ctrl-C`: one interrupt. The current call then gets its reply.
 * - `Ctrl-C twice`: a second interrupt as soon as the CLI says that it waits. The call never gets its reply.
 */
export type Way = "killed" | "Ctrl-C" | "Ctrl-C twice";

/**
 * When a run is ended: during its n-th call, before GitHub applies it (then it is never applied, or only at a second try) or
 * after GitHub has applied it, or as soon as the reply is sent.
 */
export interface Stage {
    readonly call: number;
    readonly moment: "arrived" | "applied" | "replied";
}

/** Runs a command against a GitHub and ends it at a stage. Resolves once all processes that it started have ended. */
export async function interrupt(
    project: PulumiProject,
    command: (project: PulumiProject) => Promise<Finished>,
    { github, stage, way }: { github: GitHubServer; stage: Stage; way: Way },
): Promise<Finished> {
    const { reached, release } = holdAt(github, stage);
    const started = deferred<ChildProcess>();
    const running = command(project.watched(started.resolve));
    const cli = await started.promise;
    await Promise.race([reached, running.then(neverReached)]);
    const processes = descendantsOf(cli.pid as number);
    if (processes.length === 0)
        throw new Error("the CLI seems to have started no process, so it cannot be ended as a whole");
    if (way === "killed") killAll([cli.pid as number, ...processes]);
    else await press(cli, way, release);
    const finished = await running;
    release();
    await new Promise(setImmediate); // The held call is in GitHub's log now.
    await allEnded(processes);
    return finished;
}

function holdAt(github: GitHubServer, { call, moment }: Stage): { reached: Promise<void>; release: () => void } {
    const [reached, released] = [deferred(), deferred()];
    github.fail({
        ...(moment === "arrived" && { status: 502 }),
        method: "POST",
        after: call - 1,
        hold: async () => {
            if (moment === "replied") {
                setImmediate(reached.resolve); // The reply is sent before that.
                return;
            }
            reached.resolve();
            await released.promise;
        },
    });
    return { reached: reached.promise, release: released.resolve };
}

function neverReached({ output }: Finished): never {
    throw new Error(`the command ended before the call at which it was to be ended:\n${output}`);
}

/** Interrupts the CLI as a terminal does, once or twice. */
async function press(cli: ChildProcess, way: Way, release: () => void): Promise<void> {
    const waits = new Promise<void>((resolve) => {
        cli.once("close", () => resolve());
        cli.stdout?.on("data", (text: string) => {
            if (text.includes("press ^C again")) resolve();
        });
    });
    pressOnce(cli);
    await waits;
    if (way === "Ctrl-C twice") pressOnce(cli);
    else release();
}

function pressOnce(cli: ChildProcess): void {
    try {
        // A terminal interrupts the whole process group of the CLI. The plugins have their own groups.
        process.kill(-(cli.pid as number), "SIGINT");
    } catch {
        // It has ended already.
    }
}
