import assert from "node:assert/strict";
import { chmod, mkdir, mkdtemp, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pulumiEnvironment, runPulumi } from "../../../../tools/pulumi/workspace";

describe("An isolated Pulumi workspace", () => {
    let directory: string;
    beforeEach(async () => {
        directory = await mkdtemp(join(tmpdir(), "workspace-"));
    });
    afterEach(() => rm(directory, { recursive: true, force: true }));

    const environment = (inherited: NodeJS.ProcessEnv, extra?: NodeJS.ProcessEnv) =>
        pulumiEnvironment({
            engineRoot: "/engine",
            stateDirectory: join(directory, "state"),
            inherited,
            ...(extra && { extra }),
        });

    it("has the engine first on PATH, states and settings in the given directory, and needs no input", async () => {
        assert.deepEqual(await environment({ PATH: "/usr/bin", LANG: "C" }), {
            GH_CONFIG_DIR: join(directory, "state", "gh"),
            LANG: "C",
            NO_PROXY: "127.0.0.1,localhost",
            no_proxy: "127.0.0.1,localhost",
            PATH: "/engine/bin:/usr/bin",
            PULUMI_BACKEND_URL: `file://${join(directory, "state")}`,
            PULUMI_CONFIG_PASSPHRASE: "only-local-test-state",
            PULUMI_HOME: join(directory, "state", "pulumi-home"),
            PULUMI_SKIP_UPDATE_CHECK: "true",
        });
        assert.ok((await stat(join(directory, "state", "pulumi-home"))).isDirectory());
    });

    it("can have more directories on PATH, between the engine's and the inherited ones", async () => {
        const options = { engineRoot: "/engine", stateDirectory: join(directory, "state") };
        const env = await pulumiEnvironment({
            ...options,
            path: ["/host", "/venv/bin"],
            inherited: { PATH: "/usr/bin" },
        });
        assert.equal(env.PATH, "/engine/bin:/host:/venv/bin:/usr/bin");
    });

    const dropped = [
        "PULUMI_ACCESS_TOKEN",
        "PULUMI_CONFIG_PASSPHRASE_FILE",
        "PULUMI_STACK",
        "GITHUB_TOKEN",
        "GITHUB_OWNER",
        "GH_TOKEN",
        "GH_ENTERPRISE_TOKEN",
        "NODE_OPTIONS",
        "NODE_EXTRA_CA_CERTS",
        "NODE_V8_COVERAGE",
    ];
    for (const name of dropped) {
        it(`does not inherit ${name}, but uses it if it is given`, async () => {
            assert.equal((await environment({ [name]: "inherited" }))[name], undefined);
            assert.equal((await environment({ [name]: "inherited" }, { [name]: "given" }))[name], "given");
        });
    }

    it("has one PATH, even if the inherited one is spelled differently", async () => {
        const env = await environment({ Path: "/somewhere" });
        assert.equal(env.PATH, "/engine/bin:/somewhere");
        assert.ok(!("Path" in env));
    });

    it("keeps a proxy, but not for the loopback address", async () => {
        const env = await environment({ HTTPS_PROXY: "http://proxy.example", NO_PROXY: "internal.example" });
        assert.equal(env.HTTPS_PROXY, "http://proxy.example");
        assert.equal(env.NO_PROXY, "internal.example,127.0.0.1,localhost");
        assert.equal(env.no_proxy, "internal.example,127.0.0.1,localhost");
    });

    it("runs the engine's pulumi with unchanged arguments, and does not throw if it fails", async () => {
        const cli = join(directory, "bin", "pulumi");
        await mkdir(join(directory, "bin"));
        await writeFile(cli, '#!/bin/sh\necho "$PULUMI_BACKEND_URL" "$@"\necho bad >&2\nexit 3\n');
        await chmod(cli, 0o755);
        const env = await pulumiEnvironment({ engineRoot: directory, stateDirectory: directory });
        const { code, stdout, stderr } = await runPulumi(["up", "--color", "never"], {
            cwd: directory,
            env,
            timeoutMs: 60_000,
        });
        assert.deepEqual(
            { code, stdout, stderr },
            { code: 3, stdout: `file://${directory} up --color never\n`, stderr: "bad\n" },
        );
    });
});
