/**
 * The process that Pulumi's engine starts for each provider. It prints only the port of its provider. All providers of an engine run in
 * one other process, so that each knows the records of the others. The engine ends this process when its provider is deleted, even if
 * others still have work.
 */
import { joinShared, SHARED } from "./join-shared";

const args = process.argv.slice(2);

/** The engine's address is the last argument, after flags. */
const engine = args.findLast((argument) => !argument.startsWith("-"));

async function main(): Promise<void> {
    if (engine === undefined) {
        throw new Error("this is a Pulumi plugin: `pulumi up` starts it and passes it the address of the engine");
    }
    if (args.includes(SHARED)) {
        // A process that only waits does not load the code that serves.
        const { serveAll }: typeof import("./shared-process") = require("./shared-process");
        return serveAll(engine);
    }
    const { port, ended } = await joinShared(engine, process.env);
    process.stdout.write(`${port}\n`);
    await ended;
    process.exit();
}

main().catch((error: Error) => {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
});
