/**
 * A process that runs programs instead of Pulumi's language host, like the Automation API runs inline programs: one after the other,
 * with an SDK that is loaded once. `inline-program.ts` starts it. Errors that a program leaves behind end with this process.
 */

import { createRequire } from "node:module";
import { join } from "node:path";
import type { Server } from "@grpc/grpc-js";

/** The directory of the next program. Without one, the last run has ended. */
export interface ToHost {
    readonly directory?: string;
}

let ended: (() => void) | undefined;

/** Serves the program in a directory, and returns the port. */
async function serve(directory: string): Promise<number> {
    process.chdir(directory);
    const load = createRequire(join(directory, "package.json"));
    const grpc: typeof import("@grpc/grpc-js") = createRequire(load.resolve("@pulumi/pulumi"))("@grpc/grpc-js");
    const { LanguageServer } = load("@pulumi/pulumi/automation/server");
    const { LanguageRuntimeService } = load("@pulumi/pulumi/proto/language_grpc_pb");
    const language = new LanguageServer(async () => {
        forget(directory);
        return load("./index.js");
    });
    const server: Server = new grpc.Server({ "grpc.max_receive_message_length": 400 * 1024 * 1024 });
    server.addService(LanguageRuntimeService, language);
    ended = () => server.forceShutdown();
    return new Promise((resolve, reject) =>
        server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, port) =>
            error === null ? resolve(port) : reject(error),
        ),
    );
}

/** Makes each run load the program and this package again, as in its own process. */
function forget(directory: string): void {
    for (const file of Object.keys(require.cache)) {
        if (file.startsWith(directory) || /node_modules.pulumi-github-artifacts\b/.test(file))
            delete require.cache[file];
    }
}

process.on("uncaughtException", () => {});
process.on("disconnect", () => process.exit());
process.on("message", ({ directory }: ToHost) => {
    ended?.();
    if (directory !== undefined) serve(directory).then((port) => process.send?.(port), fail);
});

function fail(error: Error): never {
    process.stderr.write(`${error.stack}\n`);
    process.exit(1);
}
