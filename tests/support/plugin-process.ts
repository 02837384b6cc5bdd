import { spawn } from "node:child_process";
import { createInterface } from "node:readline";

/** A plugin in its own process, started like the engine starts it. */
export interface PluginProcess {
    /** The first line that it prints. Undefined if it ends without one. */
    readonly port: Promise<string | undefined>;
    /** Its exit code and output, once it has ended. */
    readonly ended: Promise<{ readonly code: number | null; readonly output: string; readonly errors: string }>;
    kill(): void;
}

const MAIN = require.resolve("../../provider/plugin/main");

/** Starts a plugin with these arguments, and with these variables in addition to those of this process. */
export function startPluginProcess(args: readonly string[], environment: NodeJS.ProcessEnv = {}): PluginProcess {
    const env = { ...process.env, ...environment };
    const child = spawn(process.execPath, [MAIN, ...args], { env, stdio: ["ignore", "pipe", "pipe"] });
    const lines: string[] = [];
    let errors = "";
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
        errors += text;
    });
    const output = createInterface(child.stdout).on("line", (line) => lines.push(line));
    return {
        port: new Promise((resolve) => {
            output.once("line", resolve);
            output.once("close", () => resolve(undefined));
        }),
        ended: new Promise((resolve) => {
            child.once("close", (code) => resolve({ code, output: lines.join("\n"), errors }));
        }),
        kill: () => void child.kill("SIGKILL"),
    };
}
