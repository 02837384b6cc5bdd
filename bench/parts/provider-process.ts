import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { credentials } from "@grpc/grpc-js";
import { ResourceProviderClient } from "@pulumi/pulumi/proto/provider_grpc_pb";
import { CheckRequest, ConfigureRequest, DiffRequest } from "@pulumi/pulumi/proto/provider_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { installPacked } from "../../tests/support/installation";
import { median, timed } from "../pairs";
import { oneSet, type Whose } from "../programs";
import { type Result, rounded, within } from "../result";
import { BenchStack } from "../stack";

/** The time and memory of Pulumi's process for dynamic providers with ours in it, compared with the pass-through. Memory only on Linux. */
export async function providerProcess(runs: number): Promise<Result[]> {
    const [ours, peer] = [await propertiesOf("ours", 10_000), await propertiesOf("peer", 10_000)];
    const small = { ours: await propertiesOf("ours", 1), peer: await propertiesOf("peer", 1) };
    const figures: { firstCheck: [number, number]; memory: [number, number] }[] = [];
    for (let run = 0; run < runs; run += 1) {
        const firstCheck: [number, number] = [await firstCheckOf(small.ours), await firstCheckOf(small.peer)];
        figures.push({ firstCheck, memory: [await memoryOf(ours), await memoryOf(peer)] });
    }
    const middle = (pick: (figure: (typeof figures)[number]) => number): number => median(figures.map(pick));
    const [first, passing] = [middle(({ firstCheck }) => firstCheck[0]), middle(({ firstCheck }) => firstCheck[1])];
    return [
        {
            what: "provider process: until the first check is answered; peer: the pass-through",
            value: rounded(first),
            unit: "ms",
            floor: rounded(passing),
            ratio: rounded(first / passing),
            aim: "≤ 50 ms more",
            met: first - passing <= 50,
        },
        within(
            "provider process: most memory, check and diff of 10,000 entries",
            middle(({ memory }) => memory[0]) / 1024,
            "MiB",
            middle(({ memory }) => memory[1]) / 1024,
            1.25,
        ),
    ];
}

/** What the engine sends to the provider's process for a set in the state. */
interface Kept {
    readonly inputs: Record<string, never>;
    readonly outputs: Record<string, never>;
}

function propertiesOf(whose: Whose, entries: number): Promise<Kept> {
    return BenchStack.with(oneSet(whose, { entries }), async (stack) => {
        await stack.time((project) => project.up());
        const [set] = await stack.project.resources();
        return set as unknown as Kept;
    });
}

async function firstCheckOf(kept: Kept): Promise<number> {
    const started = await start();
    return timed(() => started.check(kept)).finally(started.end);
}

/** The peak memory of the process, in KiB. */
async function memoryOf(kept: Kept): Promise<number> {
    const { check, diff, end, pid } = await start();
    try {
        await check(kept);
        await diff(kept);
        const [, most] = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, "utf8")) ?? [];
        return Number(most);
    } finally {
        await end();
    }
}

/** Starts the process as the engine does, as far as possible. */
async function start() {
    const { directory } = await installPacked();
    const main = join(directory, "node_modules/@pulumi/pulumi/cmd/dynamic-provider/index.js");
    const child = spawn(process.execPath, [main, "127.0.0.1:1"], {
        cwd: directory,
        stdio: ["ignore", "pipe", "ignore"],
    });
    const [port] = await once(createInterface(child.stdout), "line");
    const client = new ResourceProviderClient(`127.0.0.1:${port}`, credentials.createInsecure(), {
        "grpc.max_receive_message_length": -1,
        "grpc.max_send_message_length": -1,
    });
    const configure = new ConfigureRequest();
    configure.setArgs(Struct.fromJavaScript({}));
    await answered((done) => client.configure(configure, done));
    return {
        pid: child.pid as number,
        end: () => ended(child),
        check: (kept: Kept) => {
            const request = new CheckRequest();
            request.setOlds(Struct.fromJavaScript(kept.inputs));
            request.setNews(Struct.fromJavaScript(kept.inputs));
            return answered((done) => client.check(request, done));
        },
        diff: (kept: Kept) => {
            const request = new DiffRequest();
            request.setId("id");
            request.setOlds(Struct.fromJavaScript(kept.outputs));
            request.setNews(Struct.fromJavaScript(kept.inputs));
            return answered((done) => client.diff(request, done));
        },
    };
}

const answered = (call: (done: (error: Error | null) => void) => unknown): Promise<void> =>
    new Promise((resolve, reject) => call((error) => (error === null ? resolve() : reject(error))));

async function ended(child: ChildProcess): Promise<void> {
    const closed = once(child, "close");
    child.kill("SIGKILL");
    await closed;
}
