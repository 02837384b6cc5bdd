/** The lines that are logged during `run`. Without an engine, Pulumi logs to the console. */
export async function loggedBy(run: () => Promise<unknown>): Promise<readonly string[]> {
    const lines: string[] = [];
    const { log, warn } = console;
    console.log = console.warn = (line: string) => void lines.push(line.replace(" [runtime]", ""));
    try {
        await run();
    } finally {
        Object.assign(console, { log, warn });
    }
    return lines;
}
