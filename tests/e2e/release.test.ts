import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { type GitHubServer, startGitHub } from "../../tools/github";
import { entriesOf, sumOf } from "../../tools/release/archive";
import { archiveName, executableName, platformOf } from "../../tools/release/platforms";
import { release } from "../../tools/release/release";
import { startEngine } from "../support/engine-stand-in";
import { succeeded } from "../support/finished";
import { CHECKOUT } from "../support/installation";
import { program } from "../support/program";
import { deploymentOf } from "../support/records";

const { version } = require("pulumi-github-artifacts/package.json");
const PLATFORM = platformOf(process);
const PLUGIN = `resource-github-artifacts-v${version}`;

/** A program that knows only the plugin's name and version. */
const PROGRAM = `const pulumi = require("@pulumi/pulumi");
new pulumi.CustomResource("github-artifacts:index:ClusterDeploymentRecordSet", "set", {
    cluster: "prod-eu-1", logicalEnvironment: "production", deployments: ${JSON.stringify({ a: deploymentOf("a") })},
}, { version: "${version}" });`;

describe("A self-contained archive of the plugin", () => {
    let output: string;
    let archive: string;
    let github: GitHubServer;

    before(async () => {
        output = await mkdtemp(join(tmpdir(), "github-artifacts-archives-"));
        archive = join(output, archiveName(version, PLATFORM));
        await release({
            checkout: CHECKOUT,
            platforms: [PLATFORM],
            nodeVersion: process.version.slice(1),
            output,
            fetch: () => assert.fail("no download is expected: this machine has its own Node.js"),
            say: (outcome) => assert.ok("archive" in outcome, JSON.stringify(outcome)),
        });
    });

    beforeEach(async () => {
        github = await startGitHub();
    });
    afterEach(() => github.close());
    after(() => rm(output, { recursive: true, force: true }));

    it("holds an executable, and the licenses of everything in it", async () => {
        const entries = await entriesOf(await readFile(archive));
        assert.deepEqual(
            entries.map(({ name, isExecutable }) => [name, isExecutable]),
            [
                [executableName(PLATFORM), true],
                ["LICENSE", false],
                ["THIRD-PARTY-NOTICES", false],
            ],
        );
        const notices = entries[2]?.content.toString() ?? "";
        for (const name of ["@grpc/grpc-js", "@octokit/rest", "@pulumi/pulumi", "google-protobuf", "undici"]) {
            assert.match(notices, new RegExp(`^${name} \\d+\\.\\d+\\.\\d+: (MIT|Apache-2\\.0|.*BSD.*)$`, "m"));
        }
    });

    it("has its checksum in SHA256SUMS, in the format of sha256sum", async () => {
        const line = `${await sumOf(archive)}  ${archiveName(version, PLATFORM)}\n`;
        assert.equal(await readFile(join(output, "SHA256SUMS"), "utf8"), line);
    });

    it("records a deployment after it is unpacked into Pulumi's plugin folder, where Pulumi finds it by its version", async () => {
        const home = await mkdtemp(join(tmpdir(), "github-artifacts-home-"));
        try {
            const folder = join(home, "plugins", PLUGIN);
            await mkdir(folder, { recursive: true });
            for (const { name, content, isExecutable } of await entriesOf(await readFile(archive))) {
                await writeFile(join(folder, name), content, { mode: isExecutable ? 0o755 : 0o644 });
            }
            assert.deepEqual(await started(join(folder, executableName(PLATFORM))), { stdout: "a port", stderr: "" });
            await records(home);
        } finally {
            await rm(home, { recursive: true });
        }
    });

    it("is installed by `pulumi plugin install --file`, and records a deployment", async () => {
        const home = await mkdtemp(join(tmpdir(), "github-artifacts-home-"));
        try {
            await records(home, "plugin", "install", "resource", "github-artifacts", `v${version}`, "--file", archive);
        } finally {
            await rm(home, { recursive: true });
        }
    });

    it("is installed by `pulumi plugin install --server` from a file server, and records a deployment", async () => {
        const home = await mkdtemp(join(tmpdir(), "github-artifacts-home-"));
        const served = await readFile(archive);
        const server = createServer(({ url }, reply) => {
            if (url === `/${archiveName(version, PLATFORM)}`) reply.end(served);
            else reply.writeHead(404).end();
        }).listen(0, "127.0.0.1");
        await once(server, "listening");
        try {
            const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
            await records(home, "plugin", "install", "resource", "github-artifacts", `v${version}`, "--server", url);
        } finally {
            server.close();
            await rm(home, { recursive: true });
        }
    });

    /** Runs a program with the plugin in this Pulumi home. If a CLI command is given, it installs the plugin there first. */
    async function records(home: string, command?: string, ...args: string[]): Promise<void> {
        const project = await program(github, { "index.js": PROGRAM }, { PULUMI_HOME: home });
        if (command !== undefined) succeeded(await project.run(command, ...args));
        const first = succeeded(await project.up());
        assert.deepEqual(posts(), ["POST"]);
        assert.doesNotMatch(first.output, /warning/i);
        assert.match(first.output, /acme\/prod-eu-1\/production: 1 to record; 1 request/);
        succeeded(await project.up());
        assert.deepEqual(posts(), ["POST"]);
        succeeded(await project.destroy());
        assert.deepEqual(posts(), ["POST", "POST"]);
    }

    /** What the executable prints when it starts. */
    async function started(executable: string): Promise<object> {
        const engine = await startEngine();
        const plugin = spawn(executable, [engine.address]);
        const printed = Promise.all([text(plugin.stdout), text(plugin.stderr)]);
        await Promise.race([once(plugin.stdout, "data"), once(plugin, "close")]);
        // The plugin ends with its engine.
        engine.close();
        const [stdout, stderr] = await printed;
        return { stdout: stdout.replace(/^\d+\n$/, "a port"), stderr };
    }

    const posts = (): string[] => github.requests.map(({ method }) => method).filter((method) => method === "POST");
});
