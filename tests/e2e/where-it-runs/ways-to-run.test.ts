import assert from "node:assert/strict";
import { delimiter, join } from "node:path";
import { type BuildOptions, build } from "esbuild";
import { type GitHubServer, startGitHub } from "../../../tools/github";
import type { PulumiProject } from "../../../tools/pulumi/project";
import { failed, succeeded } from "../../support/finished";
import { pathWithNode } from "../../support/node-version";
import { engine, JAVASCRIPT, program } from "../../support/program";
import { storageProgram } from "../../support/records";

/** Types that can be removed, and a class with a method, of which esbuild and tsx keep the names by a helper. */
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

    /** A program whose source is TypeScript, and whose main file is another one, or that source. */
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

    it("is refused where esbuild has packed the package into it", async () => {
        const { output } = failed(await (await bundled({ external: ["@pulumi/pulumi"] })).preview());
        assert.match(output, /error: A bundler has packed pulumi-github-artifacts into the program\. .* --external/);
        assert.doesNotMatch(output, /^\s+at /m);
    });

    it("runs where esbuild has left the package out of it, with its names kept", async () => {
        const project = await bundled({ external: ["@pulumi/pulumi", "pulumi-github-artifacts"], minify: true });
        succeeded(await project.up());
        assert.equal(github.takeRequests().length, 1);
        succeeded(await project.destroy());
        github.takeRequests();
    });

    it("runs with the types that Node.js 24 takes out", async () => {
        const project = await withMain("source.ts", {
            "package.json": JSON.stringify({ type: "module", main: "source.ts" }),
        });
        const path = [join(await engine(), "bin"), await pathWithNode("24")].join(delimiter);
        const newer = project.with({ PATH: path });
        assert.match(succeeded(await newer.preview()).output, /to record; 1 request/);
    });
});
