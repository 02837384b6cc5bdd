import { type Arguments, parseArguments, usageOf } from "./arguments";
import { printable, shortenDigests } from "./printable";
import type { LoggedRequest } from "./request-log";
import { type GitHubServer, startGitHub } from "./server";
import { renderDeployments, renderStorage } from "./table";

/**
 * Runs an embedded GitHub for another terminal until a signal ends it. Exits with 2 on a bad flag, and with 1 if it cannot start.
 *
 * @param args the arguments after the command
 * @param command the command that a user types, for the usage text
 */
export async function runGitHub(args: readonly string[], command: string): Promise<void> {
    const wanted = readCommandLine(args, command);
    if (wanted === undefined) {
        process.exitCode = 2;
    } else if (wanted.help) {
        process.stdout.write(usageOf(command));
    } else {
        await serve(wanted);
    }
}

function readCommandLine(args: readonly string[], command: string): Arguments | undefined {
    try {
        return parseArguments(args);
    } catch (error) {
        process.stderr.write(`${error instanceof Error ? error.message : error}\n\n${usageOf(command)}`);
        return undefined;
    }
}

async function serve({ port, org, repositories, token, ignoresCase }: Arguments): Promise<void> {
    try {
        const server = await startGitHub({
            port,
            ignoresCase,
            organizations: { [org]: { repositories } },
            tokens: { [token]: "write" },
            onRequest: (request) => process.stdout.write(`${toLine(request)}\n`),
        });
        stopOnSignal(server);
        process.stdout.write(
            "The embedded GitHub is ready. Paste this into another terminal. To stop it, press Ctrl-C here.\n\n",
        );
        process.stdout.write(`export GITHUB_BASE_URL=${server.url} GITHUB_OWNER=${org} GITHUB_TOKEN=${token}\n\n`);
        process.stdout.write(`To see its records, open this address in a browser: ${server.url}\n\n`);
    } catch (error) {
        process.stderr.write(`${explain(error, port)}\n`);
        process.exitCode = 1;
    }
}

function stopOnSignal(server: GitHubServer): void {
    const stop = async (): Promise<void> => {
        await server.close();
        process.stdout.write(`\nDeployment records\n${renderDeployments(server.deploymentRecords())}\n`);
        process.stdout.write(`\nStorage records\n${renderStorage(server.storageRecords())}\n`);
    };
    // Each handler runs once. A second signal ends the process at once, as it would without a handler.
    process.once("SIGINT", stop);
    process.once("SIGTERM", stop);
}

function toLine({ method, path, status, entries, requestId }: LoggedRequest): string {
    const count = entries === undefined ? "" : ` (${entries} ${entries === 1 ? "entry" : "entries"})`;
    return `${status === 0 ? "cut" : status} ${method} ${shortenDigests(printable(path))}${count} ${requestId}`;
}

function explain(error: unknown, port: number): string {
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    if (code === "EADDRINUSE") {
        return `Port ${port} is in use. Choose another port with --port, or let --port 0 choose a free one.`;
    }
    return `Cannot start on port ${port}: ${error instanceof Error ? error.message : error}`;
}
