import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { type EngineEffects, engineEffects } from "./effects";
import { keptTool, type Tool } from "./kept-tool";
import { lastLines } from "./run-process";

/** A virtual environment with Pulumi's SDK for Python. */
export interface PythonEnvironment {
    readonly root: string;
    /** The directory to put on PATH. */
    readonly bin: string;
    /** Its Python. */
    readonly python: string;
}

const REQUIREMENTS = "python/requirements.txt";

/**
 * The virtual environment for Python programs. It is kept from an earlier run, or made with `python3` and the packages in
 * `python/requirements.txt` from PyPI. Do not install anything into it, since all runs share it.
 *
 * It is moved after it is made. So run its programs with its Python (`python -m pip`), since the scripts in `bin` look for
 * Python at its old path.
 *
 * If there is none, rejects with a message that says why and what to do.
 */
export async function findPythonEnvironment(options: Partial<EngineEffects> = {}): Promise<PythonEnvironment> {
    const effects = engineEffects(options);
    return environmentIn(effects, await keptTool(effects, TOOL));
}

const TOOL: Tool = {
    name: "pulumi-python",
    making: "Installing Pulumi's SDK for Python into a virtual environment",
    takes: "a quarter of a minute",
    sources: [REQUIREMENTS],
    make,
    problemWith,
};

function environmentIn({ platform }: EngineEffects, root: string): PythonEnvironment {
    const [directory, file] = platform === "win32" ? ["Scripts", "python.exe"] : ["bin", "python"];
    const bin = join(root, directory as string);
    return { root, bin, python: join(bin, file as string) };
}

async function make(effects: EngineEffects, root: string): Promise<void> {
    await mkdir(root, { recursive: true });
    await run(effects, effects.platform === "win32" ? "python" : "python3", "-m", "venv", root);
    const { python } = environmentIn(effects, root);
    const requirements = join(effects.packageRoot, "tools", "pulumi", REQUIREMENTS);
    await run(effects, python, "-m", "pip", "install", "--disable-pip-version-check", "--requirement", requirements);
}

// A kept environment breaks if its Python is removed, for example in an upgrade.
async function problemWith(effects: EngineEffects, root: string): Promise<string | undefined> {
    const { python } = environmentIn(effects, root);
    return run(effects, python, "-c", "import parver, pulumi").then(
        () => undefined,
        (error: Error) => error.message,
    );
}

async function run(effects: EngineEffects, command: string, ...args: string[]): Promise<void> {
    const shown = `\`${[command, ...args.slice(0, 2)].join(" ")}\``;
    let code: number;
    let output: string;
    try {
        ({ code, output } = await effects.run(command, args, { env: effects.env }));
    } catch (error) {
        const { code, message } = error as NodeJS.ErrnoException;
        const why = code === "ENOENT" ? `there is no \`${command}\`` : `\`${command}\` does not start: ${message}`;
        throw new Error(`${why}. Python programs need Python 3.10 or later, with venv and pip`);
    }
    if (code !== 0) {
        throw new Error(`${shown} ended with ${code}:\n${lastLines(output)}`);
    }
}
