import { runProcess } from "../pulumi/run-process";

/** Runs a command to its end, and returns its output. If the command fails, rejects with the output. */
export async function run(command: string, args: readonly string[], cwd: string): Promise<string> {
    const { code, stdout, output } = await runProcess(command, args, { cwd, env: process.env });
    if (code !== 0) throw new Error(`${[command, ...args].join(" ")} ended with ${code}: ${output.trim()}`);
    return stdout;
}
