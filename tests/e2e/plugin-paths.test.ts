import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { cp, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { credentials } from "@grpc/grpc-js";
import type { PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
import { ResourceProviderClient } from "@pulumi/pulumi/proto/provider_grpc_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { parse } from "yaml";
import { startGitHub } from "../../tools/github";
import { pluginRoot, schemaThrough } from "../support/bindings/plugin";
import { startEngine } from "../support/engine-stand-in";
import { succeeded } from "../support/finished";
import { CHECKOUT, installPacked, placeOf } from "../support/installation";
import { program } from "../support/program";
import { deploymentOf } from "../support/records";

const { version } = require("pulumi-github-artifacts/package.json");

const PROGRAM = `const pulumi = require("@pulumi/pulumi");
new pulumi.CustomResource("github-artifacts:index:ClusterDeploymentRecordSet", "set", {
    cluster: "prod-eu-1", logicalEnvironment: "production", deployments: ${JSON.stringify({ a: deploymentOf("a") })},
});`;

describe("A folder of the package, as the path of a plugin", () => {
    let packed: string;

    before(async () => {
        packed = await pluginRoot();
    });

    for (const [what, folder] of [
        ["a checkout", () => CHECKOUT],
        ["the packed package", () => packed],
    ] as const) {
        it(`returns its schema through the executable of ${what}`, async () => {
            const schema = JSON.parse(await schemaOf(join(folder(), "pulumi-resource-github-artifacts")));
            assert.equal(schema.name, "github-artifacts");
            assert.equal(schema.version, version);
        });

        // What the language host for Node.js runs for a folder with a PulumiPlugin.yaml.
        it(`is started by Pulumi's run-plugin in ${what}`, async () => {
            const { name } = parse(await readFile(join(folder(), "PulumiPlugin.yaml"), "utf8")).runtime;
            assert.equal(name, "nodejs");
            assert.equal(await versionThroughRunPlugin(folder()), version);
        });
    }

    // `npm install` in the folder of an installed package makes such copies, and so does `pulumi package add` with that folder.
    it("works with copies of gRPC and protobuf that are not Pulumi's", async () => {
        const github = await startGitHub();
        const place = await mkdtemp(join(tmpdir(), "github-artifacts-copies-"));
        try {
            const folder = join(place, "node_modules/pulumi-github-artifacts");
            await cp(packed, folder, { recursive: true });
            for (const name of ["@grpc/grpc-js", "google-protobuf", "protobufjs"]) {
                await cp(join(packed, "..", name), join(folder, "node_modules", name), { recursive: true });
            }
            for (const name of await readdir(join(packed, ".."))) {
                if (name !== "pulumi-github-artifacts") {
                    await symlink(join(packed, "..", name), join(place, "node_modules", name), "junction");
                }
            }
            const plugins = { providers: [{ name: "github-artifacts", path: folder }] };
            const project = await program(github, {
                "Pulumi.yaml": JSON.stringify({ name: "program", runtime: "nodejs", plugins }),
                "index.js": PROGRAM,
            });
            assert.match(succeeded(await project.up()).output, /1 to record; 1 request/);
            succeeded(await project.destroy());
            assert.deepEqual(
                github.requests.map(({ method }) => method),
                ["POST", "GET", "POST"],
            );
        } finally {
            await rm(place, { recursive: true });
            await github.close();
        }
    });

    async function schemaOf(source: string): Promise<string> {
        const place = placeOf(await installPacked(), "plugin-paths");
        await mkdir(place, { recursive: true });
        // The schema is checked in the language of a project, if there is one.
        await writeFile(join(place, "Pulumi.yaml"), "name: program\nruntime: nodejs\n");
        return schemaThrough(source, place);
    }
});

/** Starts a folder as a current language host does, from another directory, and asks for its version. */
async function versionThroughRunPlugin(folder: string): Promise<string> {
    const entry = require.resolve("@pulumi/pulumi/cmd/run-plugin", { paths: [folder] });
    const place = placeOf(await installPacked(), "elsewhere");
    await mkdir(place, { recursive: true });
    // A plugin ends if there is no engine.
    const engine = await startEngine();
    const args = [entry, folder, "--logtostderr", "-v=1", engine.address];
    const plugin = spawn(process.execPath, args, { cwd: place, stdio: ["ignore", "pipe", "inherit"] });
    try {
        const lines = createInterface({ input: plugin.stdout });
        const port = await Promise.race([
            once(lines, "line").then(([line]) => line),
            once(plugin, "exit").then(([code]) => assert.fail(`it ended with ${code}`)),
        ]);
        const client = new ResourceProviderClient(`127.0.0.1:${port}`, credentials.createInsecure());
        try {
            return await new Promise((resolve, reject) => {
                client.getPluginInfo(new Empty(), (error: Error | null, info: PluginInfo) =>
                    error ? reject(error) : resolve(info.getVersion()),
                );
            });
        } finally {
            client.close();
        }
    } finally {
        plugin.kill();
        engine.close();
    }
}
