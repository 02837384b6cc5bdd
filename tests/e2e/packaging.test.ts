import assert from "node:assert/strict";
import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import {
    access,
    constants,
    cp,
    mkdir,
    mkdtemp,
    readdir,
    readFile,
    rm,
    stat,
    symlink,
    writeFile,
} from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, posix } from "node:path";
import { promisify } from "node:util";
import { ModuleKind, ScriptTarget, transpileModule } from "typescript";
import { startGitHub } from "../../tools/github";
import { type Entry, entriesOf } from "../../tools/release/archive";
import { failed, succeeded } from "../support/finished";
import { CHECKOUT, installPacked } from "../support/installation";
import { program } from "../support/program";
import { deploymentOf, digestOf, setProgram, storageProgram } from "../support/records";
import { snippetsOf } from "../support/snippets";

const run = promisify(execFile);
const WINDOWS = process.platform === "win32";
const bin = (name: string): string => join(CHECKOUT, "node_modules/.bin", name);

describe("The packed package", () => {
    let installed: string;
    let tarball: string;

    before(async () => {
        ({ directory: installed, tarball } = await installPacked());
    });

    async function packedFiles(): Promise<ReadonlyMap<string, Entry>> {
        return new Map((await entriesOf(await readFile(tarball))).map((entry) => [entry.name, entry]));
    }

    it("has the compiled sdk and provider, the embedded GitHub, what npm always adds, the changelog, the plugin's files, and nothing else, not even source maps", async () => {
        const files = [...(await packedFiles()).keys()];
        const expected =
            /^package\/(dist\/(sdk|provider)\/[a-z/-]+\.(js|d\.ts)|dist\/tools\/github\/[a-z/-]+\.js|dist\/provider\/plugin\/schema\.json|package\.json|(README|CHANGELOG)\.md|LICENSE|PulumiPlugin\.yaml|main\.js|pulumi-resource-github-artifacts(\.cmd)?)$/;
        assert.deepEqual(
            files.filter((file) => !expected.test(file)),
            [],
        );
        for (const file of [
            "LICENSE",
            "README.md",
            "CHANGELOG.md",
            "dist/sdk/index.d.ts",
            "dist/sdk/testing.d.ts",
            "dist/provider/index.js",
            "dist/tools/github/bin.js",
            "dist/provider/plugin/schema.json",
            "PulumiPlugin.yaml",
            "main.js",
            "pulumi-resource-github-artifacts",
            "pulumi-resource-github-artifacts.cmd",
        ]) {
            assert.ok(files.includes(`package/${file}`), file);
        }
    });

    it("has a plugin that is executable, both packed and installed", async () => {
        assert.equal((await packedFiles()).get("package/pulumi-resource-github-artifacts")?.isExecutable, true);
        await access(
            join(installed, "node_modules/pulumi-github-artifacts/pulumi-resource-github-artifacts"),
            constants.X_OK,
        );
    });

    it("has every declaration file that another one refers to", async () => {
        const files = await packedFiles();
        const missing = [...files].flatMap(([name, { content }]) =>
            name.endsWith(".d.ts")
                ? [
                      ...content
                          .toString()
                          .replaceAll(/^ *\*.*$/gm, "")
                          .matchAll(/(?:from |import\()"(\.[^"]+)"/g),
                  ]
                      .map(([, to]) => posix.join(posix.dirname(name), `${to}.d.ts`))
                      .filter((to) => !files.has(to))
                : [],
        );
        assert.deepEqual(missing, []);
    });

    it("gives programs the sdk without anything of the plugin, by its name and by its folder", async () => {
        const folder = join(installed, "node_modules/pulumi-github-artifacts");
        const loaded =
            "Object.keys(require.cache).filter((file) => /pulumi-github-artifacts.(main|dist.provider.plugin)/.test(file))";
        const source = `const named = require("pulumi-github-artifacts");
            const loaded = ${loaded};
            const same = named === require(${JSON.stringify(folder)});
            console.log(JSON.stringify({ loaded, same }));`;
        const { stdout } = await run(process.execPath, ["-e", source], { cwd: installed });
        assert.deepEqual(JSON.parse(stdout), { loaded: [], same: true });
    });

    it("is at most 208 KiB packed", async () => {
        const { size } = await stat(tarball);
        assert.ok(size <= 208 * 1024, `${size} bytes`);
    });

    it("runs the embedded GitHub with npx and without network; it accepts a record and prints it when it ends", async () => {
        const args = ["--offline", "pulumi-github-artifacts", "github", "--port", "0", "--any-repository"];
        const command = spawn("npx", args, { cwd: installed, shell: WINDOWS, detached: true });
        let output = "";
        const ended = once(command, "close");
        const [, url = ""] = await new Promise<RegExpExecArray>((resolve) => {
            command.stdout.on("data", (text: Buffer) => {
                output += text;
                const ready = /GITHUB_BASE_URL=(\S+)/.exec(output);
                if (ready !== null) resolve(ready);
            });
        });
        const { status } = await fetch(`${url}/orgs/acme/artifacts/metadata/deployment-record/cluster/prod`, {
            method: "POST",
            headers: { authorization: "Bearer ghs_embedded" },
            body: JSON.stringify({
                logical_environment: "production",
                deployments: [
                    { name: "api", digest: digestOf("a"), deployment_name: "shop/api", github_repository: "any" },
                ],
            }),
        });
        assert.equal(status, 200);
        // Ends npx, its shell and the program, as Ctrl-C does.
        process.kill(-(command.pid as number), "SIGINT");
        await ended;
        assert.match(output, /^200 POST \S+cluster\/prod \(1 entry\)/m);
        assert.match(output, /Deployment records\nCLUSTER .*\nacme\/prod .*shop\/api /);
    });

    it("explains its command, and exits with 2 for another one", async () => {
        const bin = (...args: string[]) =>
            run("npx", ["--offline", "pulumi-github-artifacts", ...args], { cwd: installed, shell: WINDOWS });
        assert.match((await bin("github", "--help")).stdout, /^Usage: npx pulumi-github-artifacts github \[options\]/);
        await assert.rejects(bin("gitlab"), { code: 2, stderr: /^Usage: npx pulumi-github-artifacts github/ });
        await assert.rejects(bin("github", "--prot"), { code: 2, stderr: /--prot/ });
    });

    describe("checks programs in tests, as docs/testing.md shows", () => {
        let directory: string;

        before(async () => {
            const [snippet] = snippetsOf("testing.md", await readFile(join(CHECKOUT, "docs/testing.md"), "utf8"));
            const compilerOptions = { module: ModuleKind.CommonJS, target: ScriptTarget.ES2022, esModuleInterop: true };
            const { outputText } = transpileModule(snippet?.code ?? "", { compilerOptions });
            directory = join(installed, "tested");
            await mkdir(directory);
            await writeFile(join(directory, "node.test.js"), outputText);
            const withoutRunner = outputText.replaceAll("(0, node_test_1.", "(").replace(/^const node_test_1.*$/m, "");
            await writeFile(join(directory, "mocha.test.js"), withoutRunner);
            const unchecked = outputText.replace('declare("v1.4.2")', `declare("${digestOf("a")}")`);
            assert.notEqual(unchecked, outputText);
            await writeFile(join(directory, "fails.test.js"), unchecked);
        });

        it("with mocha", async () => {
            const { stdout } = await run(process.execPath, [bin("mocha"), "--no-config", "mocha.test.js"], {
                cwd: directory,
            });
            assert.match(stdout, /2 passing/);
        });

        it("with Node.js's own runner, which fails a test that expects a refusal if the digest is right", async () => {
            await run(process.execPath, ["--test", "node.test.js"], { cwd: directory });
            await assert.rejects(run(process.execPath, ["--test", "fails.test.js"], { cwd: directory }), {
                code: 1,
                stdout: /Missing expected rejection/,
            });
        });
    });

    it("passes publint", async () => {
        const { stdout } = await run(bin("publint"), [tarball, "--strict"]);
        assert.match(stdout, /All good!/);
    });

    it("passes are-the-types-wrong, for CommonJS and ESM", async () => {
        const { stdout } = await run(bin("attw"), [tarball, "--no-emoji", "--no-color"]);
        assert.match(stdout, /No problems found/);
    });

    it("has types that a strict program without skipLibCheck can use, and that reject wrong arguments", async () => {
        const directory = join(installed, "typed");
        await mkdir(directory);
        const compilerOptions = {
            target: "ES2022",
            module: "nodenext",
            strict: true,
            exactOptionalPropertyTypes: true,
            noEmit: true,
            types: ["node"],
        };
        await writeFile(join(directory, "tsconfig.json"), JSON.stringify({ compilerOptions }));
        await writeFile(join(directory, "index.ts"), TYPED);
        const tsc = join(installed, "node_modules/typescript/bin/tsc");
        const { stdout } = await run("node", [tsc, "--project", directory]).catch((error) => error);
        // Errors in Pulumi's own declarations do not count.
        assert.deepEqual(
            stdout.split("\n").filter((line: string) => /error/.test(line) && !/@pulumi\/pulumi/.test(line)),
            [],
        );
    });

    it("can preview without Octokit, which is loaded only before the first request", async () => {
        const github = await startGitHub();
        const elsewhere = await mkdtemp(join(tmpdir(), "github-artifacts-bare-"));
        try {
            await linkAllBut("@octokit", join(installed, "node_modules"), join(elsewhere, "node_modules"));
            const installation = { ...(await installPacked()), directory: elsewhere };
            const source = `${setProgram({ a: deploymentOf("a") })}\n${storageProgram("a")}`;
            const project = await program(github, source, {}, Promise.resolve(installation));
            succeeded(await project.preview());
            assert.match(failed(await project.up()).output, /Cannot find package '@octokit\/rest'/);
        } finally {
            await rm(elsewhere, { recursive: true });
            await github.close();
        }
    });
});

/** Copies the package itself: Node.js looks for its dependencies from its real path. */
async function linkAllBut(missing: string, modules: string, directory: string): Promise<void> {
    await mkdir(directory);
    for (const name of await readdir(modules)) {
        const [from, to] = [join(modules, name), join(directory, name)];
        if (name === "pulumi-github-artifacts") await cp(from, to, { recursive: true });
        else if (name !== missing) await symlink(from, to, "junction");
    }
}

const TYPED = `
import { ArtifactStorageRecord, ClusterDeploymentRecordSet, type DeploymentArgs, type RuntimeRisk } from "pulumi-github-artifacts";
import { checkProgram } from "pulumi-github-artifacts/testing";
import * as pulumi from "@pulumi/pulumi";

const checked: Promise<{ readonly result: number }> = checkProgram(() => 1, { preview: true });
// @ts-expect-error no such option
checkProgram(() => checked, { dryRun: true });
const risks: RuntimeRisk[] = ["internet-exposed"];
const one: DeploymentArgs = { name: pulumi.output("a"), digest: "b", runtimeRisks: risks, tags: { team: pulumi.secret("x") } };
new ClusterDeploymentRecordSet("map", { cluster: "c", logicalEnvironment: "l", deployments: { one } });
new ClusterDeploymentRecordSet("list", { cluster: "c", logicalEnvironment: "l", deployments: [{ deploymentName: "n", ...one }] });
new ClusterDeploymentRecordSet("later", { cluster: "c", logicalEnvironment: "l", deployments: pulumi.output({ one }) });
new ArtifactStorageRecord("image", { name: "a", digest: "b", registryUrl: "https://r", version: undefined }, { protect: true });
// @ts-expect-error a cluster is required
new ClusterDeploymentRecordSet("none", { logicalEnvironment: "l", deployments: {} });
// @ts-expect-error an entry of a list has a name
new ClusterDeploymentRecordSet("unnamed", { cluster: "c", logicalEnvironment: "l", deployments: [one] });
// @ts-expect-error an unknown risk
new ClusterDeploymentRecordSet("risk", { cluster: "c", logicalEnvironment: "l", deployments: { a: { ...one, runtimeRisks: ["fire"] } } });
// @ts-expect-error an unknown status
new ArtifactStorageRecord("status", { name: "a", digest: "b", registryUrl: "https://r", status: "gone" });
`;
