import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { startGitHub } from "../../../../tools/github/index";
import { storage } from "./samples";

const PROGRAM = join(__dirname, "../../../../tools/github/main.js");

interface Run {
    readonly child: ChildProcess;
    output(): string;
    errors(): string;
    /** Resolves once the output matches. */
    until(pattern: RegExp): Promise<RegExpExecArray>;
    /** Resolves with the exit code and signal. */
    readonly ended: Promise<unknown[]>;
}

describe("npm run github", () => {
    const running = new Set<ChildProcess>();
    const start = (...args: string[]): Run => {
        const run = launch(args);
        running.add(run.child);
        return run;
    };
    // If a test fails halfway, its program must end. Otherwise it keeps the test run alive.
    afterEach(() => {
        for (const child of running) {
            child.kill("SIGKILL");
        }
        running.clear();
    });

    it("prints the variables to export, then each request, and on SIGTERM the records, and exits with 0", async () => {
        const run = start("--port", "0", "--org", "octo-org", "--repository", "shop", "--token", "ghs_mine");
        const [, base] = await run.until(/^export GITHUB_BASE_URL=(\S+) GITHUB_OWNER=octo-org GITHUB_TOKEN=ghs_mine$/m);
        await run.until(new RegExp(`^To see its records, open this address in a browser: ${base}$`, "m"));
        const response = await fetch(`${base}/orgs/octo-org/artifacts/metadata/storage-record`, {
            method: "POST",
            headers: { authorization: "Bearer ghs_mine" },
            body: JSON.stringify(storage({ github_repository: "shop" })),
        });
        assert.equal(response.status, 200);
        await run.until(/^200 POST \/orgs\/octo-org\/artifacts\/metadata\/storage-record E0A1:\S+$/m);
        run.child.kill("SIGTERM");
        assert.deepEqual(await run.ended, [0, null]);
        assert.match(run.output(), /Deployment records\n\(none\)/);
        assert.match(run.output(), /Storage records\nORG .*\nocto-org {2}ghcr\.io\/acme\/api /);
        assert.equal(run.errors(), "");
    });

    it("explains a bad flag and exits with 2", async () => {
        const run = start("--prot", "1");
        assert.deepEqual(await run.ended, [2, null]);
        assert.match(run.errors(), /--prot[\s\S]*Usage: npm run github/);
    });

    it("explains a port in use and exits with 1", async () => {
        const server = await startGitHub();
        const { port } = new URL(server.url);
        const run = start("--port", port);
        assert.deepEqual(await run.ended, [1, null]);
        await server.close();
        assert.equal(
            run.errors(),
            `Port ${port} is in use. Choose another port with --port, or let --port 0 choose a free one.\n`,
        );
    });

    it("shows its usage", async () => {
        const run = start("--help");
        assert.deepEqual(await run.ended, [0, null]);
        assert.match(run.output(), /--any-repository/);
        assert.match(run.output(), /--ignore-case/);
        assert.match(run.output(), /Open its address in a browser to see its records/);
    });
});

function launch(args: readonly string[]): Run {
    const child = spawn(process.execPath, [PROGRAM, ...args], { stdio: ["ignore", "pipe", "pipe"] });
    let [output, errors] = ["", ""];
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
        output += text;
    });
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
        errors += text;
    });
    const until = async (pattern: RegExp): Promise<RegExpExecArray> => {
        for (;;) {
            const found = pattern.exec(output);
            if (found !== null) {
                return found;
            }
            await once(child.stdout, "data");
        }
    };
    return { child, output: () => output, errors: () => errors, until, ended: once(child, "close") };
}
