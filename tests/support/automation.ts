import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import type { LocalWorkspaceOptions } from "@pulumi/pulumi/automation";
import type { GitHubServer } from "../../tools/github";
import { pulumiEnvironment } from "../../tools/pulumi/workspace";
import { refuseLog } from "./create-project";
import { installPacked, placeOf } from "./installation";
import { engine, reaching } from "./program";

/** An inline program, and its stack. */
export interface AutomationStack {
    readonly name: string;
    /** The body of the program. It has the variables `artifacts` and `pulumi`. */
    readonly source: string;
    readonly options?: Pick<LocalWorkspaceOptions, "projectSettings" | "workDir">;
    readonly config?: Readonly<Record<string, string>>;
}

/** The task for the process that runs inline programs. */
export interface AutomationTask {
    readonly installation: string;
    readonly engineRoot: string;
    readonly command: "preview" | "up";
    readonly stacks: readonly AutomationStack[];
}

/** The result of a run of one stack, and what it printed. */
export interface AutomationRun {
    readonly isGood: boolean;
    readonly output: string;
}

let states = 0;

/** Runs inline programs with the Automation API, in parallel, in one process that starts in a folder. The programs begin together. */
export async function automate(
    github: GitHubServer,
    cwd: string,
    command: AutomationTask["command"],
    ...stacks: AutomationStack[]
): Promise<AutomationRun[]> {
    const installed = await installPacked();
    const engineRoot = await engine();
    states += 1;
    const stateDirectory = placeOf(installed, `automation/${states}`);
    const env = await pulumiEnvironment({ engineRoot, stateDirectory, extra: reaching(github) });
    await refuseLog(stateDirectory);
    const task: AutomationTask = { installation: installed.directory, engineRoot, command, stacks };
    const host = join(__dirname, "automation-host.js");
    const { stdout } = await promisify(execFile)(process.execPath, [host, JSON.stringify(task)], { cwd, env });
    return JSON.parse(stdout);
}
