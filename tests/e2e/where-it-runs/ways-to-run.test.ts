import assert from "node:assert/strict";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { type BuildOptions, build } from "esbuild";
import { type GitHubServer, startGitHub } from "../../../tools/github";
import type { PulumiProject } from "../../../tools/pulumi/project";
import { makeComponent } from "../../support/component-folder";
import { createProject } from "../../support/create-project";
import { failed, succeeded } from "../../support/finished";
import { installPacked, placeOf } from "../../support/installation";
import { pathWithNode } from "../../support/node-version";
import { engine, JAVASCRIPT, program, reaching } from "../../support/program";
import { running } from "../../support/program-in";
import { storageProgram } from "../../support/records";

/** Has types that can be removed, and a class with a method: esbuild and tsx keep the names of both with a helper. */
const TYPESCRIPT = `
    import * as artifacts from "pulumi-github-artifacts";
    export class Images {
        make(): artifacts.ArtifactStorageRecord { return ${storageProgram("a")} }
    }
    const images: Images = new Images();
    images.make();
`;

describe("A program", () => {
    let github: GitHubServer;

    before(async () => {
        github = await startGitHub();
    });
    after(() => github.close());

    /** A program with its source in TypeScript. Its main file is that source or another file. */
    const withMain = (main: string, files: Record<string, string> = {}): Promise<PulumiProject> =>
        program(github, {
            "Pulumi.yaml": `name: program\nruntime: ${JAVASCRIPT}\nmain: ${main}\n`,
            "source.ts": TYPESCRIPT,
            ...files,
        });

    async function bundled(options: BuildOptions): Promise<PulumiProject> {
        const project = await withMain("bundle.js", { "bundle.js": "" });
        await build({
            absWorkingDir: project.directory,
            entryPoints: ["source.ts"],
            outfile: "bundle.js",
            bundle: true,
            platform: "node",
            keepNames: true,
            logLevel: "error",
            ...options,
        });
        return project;
    }

    it("is refused if esbuild has bundled the package into it", async () => {
        const { output } = failed(await (await bundled({ external: ["@pulumi/pulumi"] })).preview());
        assert.match(output, /error: A bundler has packed pulumi-github-artifacts into the program\. .* --external/);
        assert.doesNotMatch(output, /^\s+at /m);
    });

    it("runs if esbuild has left the package out of it and kept the names", async () => {
        const project = await bundled({ external: ["@pulumi/pulumi", "pulumi-github-artifacts"], minify: true });
        succeeded(await project.up());
        assert.equal(github.takeRequests().length, 1);
        succeeded(await project.destroy());
        github.takeRequests();
    });

    it("in YAML is refused if a component creates a dynamic resource, with one line that recommends the plugin", async () => {
        const installed = await installPacked();
        const component = placeOf(installed, "component");
        await makeComponent(component, storageProgram("a").replace(/\);$/, ", { parent });"));
        // No package that npm has installed can be found from here.
        const root = await mkdtemp(join(tmpdir(), "github-artifacts-elsewhere-"));
        const directory = join(root, "program");
        await mkdir(directory);
        const plugins = { providers: [{ name: "shop", path: component }] };
        const resources = { one: { type: "shop:index:Component" } };
        await writeFile(
            join(directory, "Pulumi.yaml"),
            JSON.stringify({ name: "program", runtime: "yaml", plugins, resources }),
        );
        try {
            const how = await running("yaml", reaching(github));
            const project = await createProject({ directory, stateDirectory: join(root, "state"), ...how });
            const { output } = failed(await project.preview());
            assert.match(
                output,
                /error: .*Pulumi cannot find pulumi-github-artifacts, which it runs from .*program, the folder of/,
            );
            assert.match(output, /Use the resources of its plugin in the component/);
            assert.doesNotMatch(output, /^\s+at /m);
        } finally {
            await rm(root, { recursive: true });
        }
    });

    it("runs with types that Node.js 24 removes", async () => {
        const project = await withMain("source.ts", {
            "package.json": JSON.stringify({ type: "module", main: "source.ts" }),
        });
        const path = [join(await engine(), "bin"), await pathWithNode("24")].join(delimiter);
        const newer = project.with({ PATH: path });
        assert.match(succeeded(await newer.preview()).output, /to record; 1 request/);
    });
});
