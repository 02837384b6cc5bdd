/**
 * A process that does the work of providers, one after the other, with their dependencies loaded once. Started by `kept-provider.ts`. A
 * launcher in the place of a provider tells it what to run; it takes over that launcher's directory, environment and streams, so that
 * the engine sees what it would see of a process of its own.
 */
import { closeSync, createReadStream, openSync, readFileSync, readlinkSync, writeSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import type { Server } from "@grpc/grpc-js";

/** What is run, by the name that a launcher gives it: where it stands, and whether it ends by itself when its engine has ended. */
const PROVIDERS = {
    dynamic: { module: "@pulumi/pulumi", file: "cmd/dynamic-provider/index.js", endsItself: false },
    plugin: { module: "pulumi-github-artifacts", file: "pulumi-resource-github-artifacts", endsItself: true },
} as const;

/** Of these modules each run gets new ones. */
const NOT_KEPT = /node_modules.(pulumi-github-artifacts|@pulumi.pulumi.cmd.dynamic-provider)\b/;

/** The servers that this run has started. */
let servers: Server[] = [];
/** How many calls of the engine they have not answered yet. */
let unanswered = 0;
/** Called where a process of its own would end. */
let exit = (): void => {};
process.exit = (() => exit()) as typeof process.exit;
process.once("disconnect", () => process.kill(process.pid, "SIGKILL"));
const own = listeners();

/** Waits for launchers, which open the FIFO, tell what to run, and close it with their end. */
async function serve(fifo: string): Promise<never> {
    for (;;) {
        const call = createReadStream(fifo, "utf8");
        const ended = new Promise<void>((resolve) => call.once("close", () => resolve()));
        const line = await new Promise<string>((resolve) => createInterface({ input: call }).once("line", resolve));
        const end = run(line.split(" "));
        await ended;
        await end();
        // What is still at work might be taken for the next run's.
        if (unanswered > 0) process.kill(process.pid, "SIGKILL");
        process.send?.("idle");
    }
}

/** Runs a provider as its launcher was started. What is returned waits for its end, and takes away what it has left. */
function run([launcher, name, ...args]: readonly string[]): () => Promise<void> {
    const { module, file, endsItself } = PROVIDERS[name as keyof typeof PROVIDERS];
    const streams = takeOver(`/proc/${launcher}`);
    const exited = new Promise<void>((resolve) => {
        exit = resolve;
    });
    for (const loaded of Object.keys(require.cache)) if (NOT_KEPT.test(loaded)) delete require.cache[loaded];
    const load = createRequire(join(process.cwd(), "package.json"));
    watchServers(load);
    const script = join(dirname(load.resolve(`${module}/package.json`)), file);
    process.argv = [process.execPath, script, ...args];
    load(script);
    return async () => {
        process.stdout.write = process.stderr.write = () => true;
        streams.forEach(closeSync);
        if (endsItself) await exited;
        for (const server of servers) server.forceShutdown();
        servers = [];
        for (const [event, all] of listeners()) {
            const added = all.filter((one) => !own.get(event)?.includes(one));
            for (const one of added) process.removeListener(event, one as () => void);
        }
    };
}

/** Takes a process's directory, environment and streams, and returns the streams. */
function takeOver(launcher: string): readonly number[] {
    const [out, err] = [3, 2].map((stream) => openSync(join(launcher, "fd", String(stream)), "w")) as [number, number];
    process.stdout.write = writingTo(out);
    process.stderr.write = writingTo(err);
    process.chdir(readlinkSync(join(launcher, "cwd")));
    for (const name of Object.keys(process.env)) delete process.env[name];
    for (const variable of readFileSync(join(launcher, "environ"), "utf8").split("\0").filter(Boolean)) {
        const end = variable.indexOf("=");
        process.env[variable.slice(0, end)] = variable.slice(end + 1);
    }
    return [out, err];
}

const writingTo = (stream: number): typeof process.stdout.write =>
    ((text: string) => writeSync(stream, text) > 0) as typeof process.stdout.write;

type Handler = (call: unknown, answer: (...answered: unknown[]) => void) => void;

let areWatched = false;

/** Notes the servers and counts their calls. A dynamic provider's server has no end but its process's. */
function watchServers(load: NodeJS.Require): void {
    if (areWatched) return;
    areWatched = true;
    const grpc: typeof import("@grpc/grpc-js") = createRequire(load.resolve("@pulumi/pulumi"))("@grpc/grpc-js");
    const { prototype } = grpc.Server;
    const { bindAsync, register } = prototype;
    prototype.bindAsync = function (this: Server, ...args: Parameters<typeof bindAsync>) {
        servers.push(this);
        return bindAsync.apply(this, args);
    };
    prototype.register = function (this: Server, name: string, handler: Handler, ...rest: unknown[]) {
        const counted: Handler = (call, answer) => {
            unanswered += 1;
            handler(call, (...answered) => {
                unanswered -= 1;
                answer(...answered);
            });
        };
        // Of the others, there is no call in a provider's life.
        return Reflect.apply(register, this, [name, rest.at(-1) === "unary" ? counted : handler, ...rest]);
    } as never;
}

function listeners(): ReadonlyMap<string | symbol, readonly unknown[]> {
    return new Map(process.eventNames().map((event) => [event, process.rawListeners(event as "exit")]));
}

void serve(process.argv[2] as string);
