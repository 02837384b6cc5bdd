import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";

/** The running child processes of a process, and their child processes. */
export function descendantsOf(pid: number): number[] {
    const parents = process.platform === "linux" ? parentsByProc() : parentsByPs();
    const childrenOf = (parent: number): number[] =>
        [...parents].flatMap(([child, its]) => (its === parent ? [child, ...childrenOf(child)] : []));
    return childrenOf(pid);
}

/** Kills these processes, which cannot clean up. Processes that have ended are ignored. */
export function killAll(pids: readonly number[]): void {
    for (const pid of pids) {
        try {
            process.kill(pid, "SIGKILL");
        } catch {
            // It has ended, perhaps because another one was killed.
        }
    }
}

/** Waits until all of these processes have ended. */
export async function allEnded(pids: readonly number[]): Promise<void> {
    while (pids.some(isRunning)) await new Promise((resolve) => setImmediate(resolve));
}

function isRunning(pid: number): boolean {
    try {
        process.kill(pid, 0);
        return process.platform !== "linux" || !/^State:\tZ/m.test(readFileSync(`/proc/${pid}/status`, "utf8"));
    } catch {
        return false;
    }
}

/** Not every Linux has `ps`. */
function parentsByProc(): Map<number, number> {
    const running = readdirSync("/proc").filter((name) => /^\d+$/.test(name));
    return new Map(running.flatMap((pid) => parentOf(pid)));
}

function parentOf(pid: string): [number, number][] {
    try {
        const [, parent] = /^PPid:\t(\d+)$/m.exec(readFileSync(`/proc/${pid}/status`, "utf8")) ?? [];
        return [[Number(pid), Number(parent)]];
    } catch {
        return []; // It ended while the list was read.
    }
}

function parentsByPs(): Map<number, number> {
    const lines = execFileSync("ps", ["-A", "-o", "pid=,ppid="], { encoding: "utf8" }).trim().split("\n");
    return new Map(lines.map((line) => line.trim().split(/\s+/).map(Number) as [number, number]));
}
