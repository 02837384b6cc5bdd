import assert from "node:assert/strict";
import { execFile } from "node:child_process";
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
import { startGitHub } from "../../tools/github";
import { type Entry, entriesOf } from "../../tools/release/archive";
import { failed, succeeded } from "../support/finished";
import { CHECKOUT, installPacked } from "../support/installation";
import { program } from "../support/program";
import { deploymentOf, setProgram, storageProgram } from "../support/records";

const run = promisify(execFile);
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

    it("holds the compiled sdk and provider, what npm always adds, the changelog, what makes it a plugin, and nothing else, no source maps either", async () => {
        const files = [...(await packedFiles()).keys()];
        const expected =
            /^package\/(dist\/(sdk|provider)\/[a-z/-]+\.(js|d\.ts)|dist\/provider\/plugin\/schema\.json|package\.json|(README|CHANGELOG)\.md|LICENSE|PulumiPlugin\.yaml|main\.js|pulumi-resource-github-artifacts(\.cmd)?)$/;
        assert.deepEqual(
            files.filter((file) => !expected.test(file)),
            [],
        );
        for (const file of [
            "LICENSE",
            "README.md",
            "CHANGELOG.md",
            "dist/sdk/index.d.ts",
            "dist/provider/index.js",
            "dist/provider/plugin/schema.json",
            "PulumiPlugin.yaml",
            "main.js",
            "pulumi-resource-github-artifacts",
            "pulumi-resource-github-artifacts.cmd",
        ]) {
            assert.ok(files.includes(`package/${file}`), file);
        }
    });

    it("has a plugin that can be started, packed and installed", async () => {
        assert.equal((await packedFiles()).get("package/pulumi-resource-github-artifacts")?.isExecutable, true);
        await access(
            join(installed, "node_modules/pulumi-github-artifacts/pulumi-resource-github-artifacts"),
            constants.X_OK,
        );
    });

    it("holds every declaration that another one of it refers to", async () => {
        const files = await packedFiles();
        const missing = [...files].flatMap(([name, { content }]) =>
            name.endsWith(".d.ts")
                ? [...content.toString().matchAll(/(?:from |import\()"(\.[^"]+)"/g)]
                      .map(([, to]) => posix.join(posix.dirname(name), `${to}.d.ts`))
                      .filter((to) => !files.has(to))
                : [],
        );
        assert.deepEqual(missing, []);
    });

    it("hands programs the sdk without anything of the plugin, by its name and by its folder", async () => {
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

    it("is at most 160 KiB packed", async () => {
        const { size } = await stat(tarball);
        assert.ok(size <= 160 * 1024, `${size} bytes`);
    });

    it("passes publint", async () => {
        const { stdout } = await run(bin("publint"), [tarball, "--strict"]);
        assert.match(stdout, /All good!/);
    });

    it("passes are-the-types-wrong, for CommonJS and ESM", async () => {
        const { stdout } = await run(bin("attw"), [tarball, "--no-emoji", "--no-color"]);
        assert.match(stdout, /No problems found/);
    });

    it("has types that a strict program without skipLibCheck can use, and that refuse what does not fit", async () => {
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
        // Pulumi's own declarations are not ours to judge.
        assert.deepEqual(
            stdout.split("\n").filter((line: string) => /error/.test(line) && !/@pulumi\/pulumi/.test(line)),
            [],
        );
    });

    it("still previews without Octokit, which is loaded before the first request and not sooner", async () => {
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

/** The package itself is copied: what it needs is looked for from where it really lies. */
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
import * as pulumi from "@pulumi/pulumi";

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
