import assert from "node:assert/strict";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type ProcessOptions, runProcess } from "../../../../tools/pulumi/run-process";
import { allEnded } from "../../../support/processes";

// The Node.js processes are real, but the time is not: each limit passes when the test says so.
function handClock() {
    const pending: { milliseconds: number; act: () => void }[] = [];
    const after: NonNullable<ProcessOptions["after"]> = (milliseconds, act) => {
        const entry = { milliseconds, act };
        pending.push(entry);
        return () => {
            if (pending.includes(entry)) {
                pending.splice(pending.indexOf(entry), 1);
            }
        };
    };
    const passNext = (): number | undefined => {
        const next = pending.shift();
        next?.act();
        return next?.milliseconds;
    };
    return { after, passNext, pending };
}

describe("runProcess", () => {
    let directory: string;
    beforeEach(async () => {
        directory = await mkdtemp(join(tmpdir(), "run-process-"));
    });
    afterEach(() => rm(directory, { recursive: true, force: true }));

    const node = (code: string, options: Partial<ProcessOptions> = {}) =>
        runProcess(process.execPath, ["-e", code], { cwd: directory, env: process.env, ...options });
    const ready = async (): Promise<string> => {
        for (;;) {
            const text = await readFile(join(directory, "ready"), "utf8").catch(() => "");
            if (text.endsWith(".")) {
                return text.slice(0, -1);
            }
            await new Promise((resolve) => setImmediate(resolve));
        }
    };
    const writeReady = 'fs.writeFileSync("ready", process.pid + ".");';

    it("returns the output of each stream, and of both in the order of arrival", async () => {
        const got = await node('process.stderr.write("one "); setTimeout(() => process.stdout.write("two"), 100);');
        assert.deepEqual(got, { code: 0, stdout: "two", stderr: "one ", output: "one two" });
    });

    it("keeps a character intact if it arrives in two parts", async () => {
        const got = await node(`
            const bytes = Buffer.from("é"); process.stdout.write(bytes.subarray(0, 1));
            setTimeout(() => process.stdout.write(bytes.subarray(1)), 50);`);
        assert.equal(got.stdout, "é");
    });

    it("returns the exit code of a program that fails", async () => {
        assert.equal((await node("process.exit(7)")).code, 7);
    });

    it("returns 128 plus the signal's number if a signal ended the program", async () => {
        assert.equal((await node('process.kill(process.pid, "SIGKILL"); setInterval(() => {}, 1e6)')).code, 137);
    });

    it("passes the program to onStart once it is started", async () => {
        const got = await node("setInterval(() => {}, 1e6)", { onStart: (child) => child.kill("SIGTERM") });
        assert.equal(got.code, 143);
    });

    it("rejects if the program cannot be started", async () => {
        await assert.rejects(runProcess("no-such-program", [], { env: process.env, timeoutMs: 1000 }), {
            code: "ENOENT",
        });
    });

    it("interrupts the program after its time limit, and says so at the end", async () => {
        const clock = handClock();
        const code = `process.on("SIGINT", () => { console.log("tidied"); process.exit(0); }); setInterval(() => {}, 1e6); ${writeReady}`;
        const running = node(code, { timeoutMs: 60_000, after: clock.after });
        await ready();
        assert.equal(clock.passNext(), 60_000);
        const got = await running;
        assert.equal(got.code, 124);
        assert.equal(got.stdout, "tidied\n");
        assert.match(got.output, /^tidied\n\n.* was stopped: it still ran after 60000 ms\.\n$/s);
        assert.deepEqual(clock.pending, []);
    });

    it("interrupts a second time, and then kills a program that ignores both, with its child processes", async () => {
        const clock = handClock();
        const child = `process.on("SIGINT", () => {}); setInterval(() => {}, 1e6); ${writeReady}`;
        const code = `
            const { spawn } = require("node:child_process"); let interrupts = 0;
            process.on("SIGINT", () => { interrupts += 1; fs.writeFileSync("interrupts", String(interrupts)); });
            spawn(process.execPath, ["-e", ${JSON.stringify(child)}], { stdio: "inherit" });`;
        const running = node(code, { timeoutMs: 60_000, after: clock.after });
        const grandchild = Number(await ready());
        const interrupts = () => readFile(join(directory, "interrupts"), "utf8").catch(() => "0");
        for (const count of ["1", "2"]) {
            clock.passNext();
            while ((await interrupts()) !== count) {
                await new Promise((resolve) => setImmediate(resolve));
            }
        }
        assert.equal(clock.passNext(), 5_000);
        assert.equal((await running).code, 124);
        await allEnded([grandchild]);
    });
});
