import { type ChildProcess, spawn } from "node:child_process";
import { constants } from "node:os";

/** How to run a program. */
export interface ProcessOptions {
    readonly cwd?: string;
    readonly env: NodeJS.ProcessEnv;
    /** After this time, the program and its child processes are stopped. Default: no limit. */
    readonly timeoutMs?: number;
    /** Called with the program as soon as it starts, for tests that watch it or end it. */
    readonly onStart?: (child: ChildProcess) => void;
    /** Calls `act` once after `milliseconds`, unless the returned function is called first. For tests. */
    readonly after?: (milliseconds: number, act: () => void) => () => void;
}

/** The result of a program that has ended. */
export interface Finished {
    /** The exit code, 124 after a timeout, or 128 + the signal's number if a signal ended the program. */
    readonly code: number;
    readonly stdout: string;
    readonly stderr: string;
    /** stdout and stderr in the order in which they arrived. */
    readonly output: string;
}

// At a first interrupt, the engine finishes its current steps. At a second one, it gives them up. In both cases it writes its
// state, unlocks the stack and stops its plugins. Plugins have their own process groups, so they would survive if the engine was killed.
const STOP_SIGNALS: readonly NodeJS.Signals[] = ["SIGINT", "SIGINT"];
const GRACE_MS = 5_000;

/**
 * Runs a program to its end, whatever its exit code, and rejects only if it cannot be started.
 *
 * With a `timeoutMs`, it has its own process group, so that its child processes can be stopped with it.
 */
export function runProcess(command: string, args: readonly string[], options: ProcessOptions): Promise<Finished> {
    return new Promise((resolve, reject) => {
        const leads = options.timeoutMs !== undefined && process.platform !== "win32";
        const { cwd, env } = options;
        const child = spawn(command, args, { cwd, env, detached: leads, stdio: ["ignore", "pipe", "pipe"] });
        const text = collect(child);
        options.onStart?.(child);
        const limit = limitTime(child, leads, options);
        child.on("error", (error) => {
            limit.end();
            reject(error);
        });
        child.on("close", (code, signal) => {
            limit.end();
            if (limit.passed()) {
                text.note(`${[command, ...args].join(" ")} was stopped: it still ran after ${options.timeoutMs} ms.`);
            }
            const ended = code ?? 128 + (signal === null ? 0 : constants.signals[signal]);
            resolve({ code: limit.passed() ? 124 : ended, ...text.all });
        });
    });
}

function collect(child: ChildProcess) {
    const all = { stdout: "", stderr: "", output: "" };
    const add = (stream: "stdout" | "stderr", chunk: string): void => {
        all[stream] += chunk;
        all.output += chunk;
    };
    for (const stream of ["stdout", "stderr"] as const) {
        child[stream]?.setEncoding("utf8").on("data", (chunk: string) => add(stream, chunk));
    }
    return { all, note: (line: string) => add("stderr", `\n${line}\n`) };
}

// A process group of its own gets no interrupt from the terminal, so it would outlive this process.
const stopAtExit = new Set<() => void>();
process.on("exit", () => {
    for (const kill of stopAtExit) {
        kill();
    }
});

function limitTime(child: ChildProcess, leads: boolean, options: ProcessOptions) {
    const after = options.after ?? realAfter;
    const kill = (): void => {
        signalAll(child, leads, "SIGKILL");
        // A descendant that left the group may keep the pipes open. Its output is no longer awaited.
        child.stdout?.destroy();
        child.stderr?.destroy();
    };
    let passed = false;
    let cancel = (): void => {};
    if (options.timeoutMs !== undefined) {
        stopAtExit.add(kill);
        const stop = ([signal, ...rest]: readonly NodeJS.Signals[]): void => {
            passed = true;
            if (signal === undefined) {
                kill();
                return;
            }
            cancel = after(GRACE_MS, () => stop(rest));
            signalAll(child, leads, signal);
        };
        cancel = after(options.timeoutMs, () => stop(STOP_SIGNALS));
    }
    const end = (): void => {
        cancel();
        stopAtExit.delete(kill);
    };
    return { passed: () => passed, end };
}

function signalAll(child: ChildProcess, leads: boolean, signal: NodeJS.Signals): void {
    if (child.pid === undefined) {
        return;
    }
    try {
        process.kill(leads ? -child.pid : child.pid, signal);
    } catch {
        // The program ended between the time limit and the signal.
    }
}

function realAfter(milliseconds: number, act: () => void): () => void {
    const timer = setTimeout(act, milliseconds);
    return () => clearTimeout(timer);
}

/** The last lines of a program's output, which say why it failed. */
export function lastLines(text: string): string {
    return text.trim().split("\n").slice(-15).join("\n");
}
