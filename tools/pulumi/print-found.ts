/** What a program is run with that prints where something is. */
export interface PrintFoundEffects {
    /** Gets it where it is not there yet. */
    readonly find: () => Promise<string>;
    readonly stdout: (text: string) => void;
    readonly stderr: (text: string) => void;
}

/** Prints what was found, alone; returns the exit code. */
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

/** {@link printFound} as the program that this process is. */
export async function runPrintFound(help: string, find: () => Promise<string>): Promise<void> {
    process.exitCode = await printFound(help, process.argv.slice(2), {
        find,
        stdout: (text) => process.stdout.write(text),
        stderr: (text) => process.stderr.write(text),
    });
}
