/** The process that Pulumi's engine starts for a provider: it prints the port on which it listens, and nothing else. */
import { connectEngine, engineGone } from "./engine";
import { createEngineLog } from "./engine-log";
import { SCHEMA, VERSION } from "./package";
import { startServer } from "./server";

/** The engine's address is the last argument, after flags. */
const address = process.argv.slice(2).findLast((argument) => !argument.startsWith("-"));

async function main(): Promise<void> {
    if (address === undefined) {
        throw new Error("this is a Pulumi plugin: `pulumi up` starts it and passes it the address of the engine");
    }
    const engine = connectEngine(address);
    const log = createEngineLog(engine, (line) => process.stderr.write(`${line}\n`));
    const server = await startServer({ environment: process.env, log, schema: SCHEMA, version: VERSION });
    process.stdout.write(`${server.port}\n`);
    await engineGone(engine);
    await server.close();
    process.exit();
}

main().catch((error: Error) => {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
});
