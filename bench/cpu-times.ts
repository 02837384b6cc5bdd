import { readdirSync, readFileSync } from "node:fs";
import { succeeded } from "../tests/support/finished";
import type { PulumiProject } from "../tools/pulumi/project";
import type { Finished } from "../tools/pulumi/run-process";

/** The processes of a command: Pulumi's engine, the program, and the provider. */
export const PROCESSES = {
    engine: /^\S*pulumi /,
    program: /\/cmd\/run\b(?!-)/,
    provider: /\/cmd\/dynamic-provider|pulumi-resource-github-artifacts/,
} as const;
export type Process = keyof typeof PROCESSES;

const EVERY_MS = 50;
/** The unit in which Linux counts, on every machine that runs Node.js. */
const MS_A_TICK = 10;

/** How long each process of a command kept a core busy, in milliseconds. Works only on Linux. */
export async function cpuTimes(
    project: PulumiProject,
    command: (project: PulumiProject) => Promise<Finished>,
): Promise<Readonly<Record<Process, number>>> {
    const times = { engine: 0, program: 0, provider: 0 };
    let timer: NodeJS.Timeout | undefined;
    const watched = project.watched(({ pid }) => {
        timer = setInterval(() => look(pid as number, times), EVERY_MS);
    });
    try {
        succeeded(await command(watched));
    } finally {
        clearInterval(timer);
    }
    const unseen = Object.entries(times).filter(([, ms]) => ms === 0);
    if (unseen.length > 0) throw new Error(`not seen in /proc: ${unseen.map(([process]) => process).join(", ")}`);
    return times;
}

function look(root: number, times: Record<Process, number>): void {
    const known = new Map(pids().flatMap((pid) => statusOf(pid) ?? []));
    for (const [pid, { line, ms }] of known) {
        const [kind] = Object.entries(PROCESSES).find(([, pattern]) => pattern.test(line)) ?? [];
        if (kind !== undefined && descends(pid, root, known)) times[kind as Process] = ms;
    }
}

const pids = (): number[] =>
    readdirSync("/proc")
        .filter((name) => /^\d+$/.test(name))
        .map(Number);

interface Status {
    readonly parent: number;
    readonly line: string;
    readonly ms: number;
}

/** Undefined for a process that has ended in the meantime. */
function statusOf(pid: number): [[number, Status]] | undefined {
    try {
        const line = readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ");
        // The process name before it is in parentheses, and may contain anything.
        const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ").at(-1)?.split(" ") ?? [];
        const [parent, user, system] = [fields[1], fields[11], fields[12]].map(Number) as [number, number, number];
        return [[pid, { parent, line, ms: (user + system) * MS_A_TICK }]];
    } catch {
        return undefined;
    }
}

function descends(pid: number, root: number, known: ReadonlyMap<number, Status>): boolean {
    for (let one: number | undefined = pid; one !== undefined; one = known.get(one)?.parent) {
        if (one === root) return true;
    }
    return false;
}
