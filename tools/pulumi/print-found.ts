/** The effects of a program that prints a directory. */
export interface PrintFoundEffects {
    /** Finds the directory, and makes it if it does not exist yet. */
    readonly find: () => Promise<string>;
    readonly stdout: (text: string) => void;
    readonly stderr: (text: string) => void;
}

/** Prints only the found directory. Returns the exit code. */
export async function printFound(help: string, args: readonly string[], effects: PrintFoundEffects): Promise<number> {
    if (args.includes("--help") || args.includes("-h")) {
        effects.stdout(help);
        return 0;
    }
    if (args.length > 0) {
        effects.stderr(`Takes no argument but --help; got: ${args.join(" ")}\n`);
        return 1;
    }
    try {
        effects.stdout(`${await effects.find()}\n`);
        return 0;
    } catch (error) {
        effects.stderr(`${(error as Error).message}\n`);
        return 1;
    }
}

/** Runs {@link printFound} as this process's program. */
export async function runPrintFound(help: string, find: () => Promise<string>): Promise<void> {
    process.exitCode = await printFound(help, process.argv.slice(2), {
        find,
        stdout: (text) => process.stdout.write(text),
        stderr: (text) => process.stderr.write(text),
    });
}
