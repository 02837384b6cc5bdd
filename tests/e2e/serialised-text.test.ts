import assert from "node:assert/strict";
import { cp, mkdir, mkdtemp, readFile, realpath, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type GitHubServer, startGitHub } from "../../tools/github";
import type { PulumiProject } from "../../tools/pulumi/project";
import { createProject } from "../support/create-project";
import { failed, succeeded } from "../support/finished";
import { CHECKOUT, installPacked, npmInstall } from "../support/installation";
import { engine, program, reaching } from "../support/program";
import { deploymentOf, setProgram, storageProgram } from "../support/records";

const SOURCE = `${setProgram({ "shop/api": deploymentOf("a") })}\n${storageProgram("a")}`;
const GOLDEN = join(CHECKOUT, "tests/state/serialised-text");

describe("The text that Pulumi keeps in the state", () => {
    let github: GitHubServer;
    let elsewhere: string;
    let fileLinked: PulumiProject | undefined;

    before(async () => {
        github = await startGitHub();
        elsewhere = await realpath(await mkdtemp(join(tmpdir(), "github-artifacts-linked-")));
        const { directory: installed } = await installPacked();
        await mkdir(join(elsewhere, "node_modules"));
        // Uses the installed SDK, instead of one with its 200 packages for each project.
        for (const name of ["@pulumi", "typescript"])
            await symlink(join(installed, "node_modules", name), join(elsewhere, "node_modules", name), "junction");
    });
    after(async () => {
        await github.close();
        await rm(elsewhere, { recursive: true, force: true });
    });

    /** The text of each resource, by type. */
    async function textsOf(project: PulumiProject): Promise<Record<string, string>> {
        succeeded(await project.up());
        const resources = await project.resources();
        return Object.fromEntries(
            resources.map(({ type, inputs, outputs }) => {
                assert.deepEqual(inputs.__provider, outputs.__provider);
                return [type.split(":").at(-1) as string, plain(inputs.__provider)];
            }),
        );
    }

    function plain(value: unknown): string {
        assert.equal(typeof value, "string", JSON.stringify(value)?.slice(0, 200));
        return value as string;
    }

    async function golden(): Promise<Record<string, string>> {
        const types = ["ArtifactStorageRecord", "ClusterDeploymentRecordSet"];
        const texts = types.map(async (type) => [type, await readFile(join(GOLDEN, `${type}.js.txt`), "utf8")]);
        return Object.fromEntries(await Promise.all(texts));
    }

    it("is the same as always with the packed package", async () => {
        assert.deepEqual(await textsOf(await program(github, SOURCE)), await golden());
    });

    it("is the same with a file: link to a checkout", async () => {
        const dependencies = { "pulumi-github-artifacts": `file:${CHECKOUT}` };
        fileLinked = await linked("file-link", { dependencies });
        assert.deepEqual(await textsOf(fileLinked), await golden());
    });

    it("is the same in a workspace that holds the package", async () => {
        const { directory: installed } = await installPacked();
        const workspace = join(elsewhere, "workspace");
        const member = join(workspace, "packages/pulumi-github-artifacts");
        await cp(join(installed, "node_modules/pulumi-github-artifacts"), member, { recursive: true });
        const project = await linked("workspace", { workspaces: ["packages/*"] });
        assert.deepEqual(await textsOf(project), await golden());
    });

    it("says in one line that the package is missing if people remove it together with their resources", async () => {
        const project = fileLinked as PulumiProject;
        await rm(join(project.directory, "node_modules/pulumi-github-artifacts"));
        const { output } = failed(await project.destroy());
        const told =
            `Pulumi cannot load pulumi-github-artifacts from ${project.directory}: Cannot find module 'pulumi-github-artifacts/provider'. ` +
            "Resources need it there, to be deleted as well";
        assert.ok(output.includes(`error: ${told}\n`), output);
        assert.doesNotMatch(output, /^\s+at /m);
        assert.equal((await project.resources()).length, 2);
    });

    /** A project that gets the package through its own package.json. */
    async function linked(name: string, manifest: { dependencies?: object; workspaces?: string[] }) {
        const directory = join(elsewhere, name);
        await mkdir(directory, { recursive: true });
        await writeFile(join(directory, "package.json"), JSON.stringify({ private: true, ...manifest }));
        await npmInstall(directory, "--omit=dev", "--omit=peer");
        await writeFile(join(directory, "Pulumi.yaml"), "name: program\nruntime: nodejs\n");
        await writeFile(
            join(directory, "index.js"),
            `const artifacts = require("pulumi-github-artifacts");\n${SOURCE}\n`,
        );
        return createProject({
            directory,
            stateDirectory: join(elsewhere, `${name}-state`),
            engineRoot: await engine(),
            environment: reaching(github),
        });
    }
});
