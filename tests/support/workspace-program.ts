import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { GitHubServer } from "../../tools/github";
import type { PulumiProject } from "../../tools/pulumi/project";
import { createProject } from "./create-project";
import { installPacked } from "./installation";
import { engine, JAVASCRIPT, reaching } from "./program";
import { storageProgram } from "./records";

/** A workspace before anything is installed. */
export interface WorkspaceOptions {
    /** Where it is written. It is outside of every folder that has the package installed. */
    readonly directory: string;
    /** How a member depends on another one. Default: `workspace:*`. */
    readonly member?: string;
    /** More files in the top folder, by name. */
    readonly files?: Readonly<Record<string, string>>;
    /** Lets the package manager install `@pulumi/pulumi` and its dependencies, instead of using the installed one. */
    readonly hasRealSdk?: boolean;
}

/**
 * Writes a workspace with a program, `infra`, and a package with components, `@acme/components`. Only that package depends on the tested
 * package, and it creates a record. The top package.json has no dependencies.
 */
export async function writeWorkspace(options: WorkspaceOptions): Promise<void> {
    const { directory, member = "workspace:*", files = {}, hasRealSdk = false } = options;
    const { tarball, sdk, directory: installed } = await installPacked();
    const pulumi = { "@pulumi/pulumi": hasRealSdk ? sdk : member };
    const components = { "pulumi-github-artifacts": `file:${tarball}` };
    const all: Record<string, string> = {
        "package.json": manifest("workspace", { workspaces: ["packages/*", "infra"] }),
        "packages/components/package.json": manifest("@acme/components", {
            dependencies: { ...components, ...pulumi },
        }),
        "packages/components/index.js": `exports.make = (artifacts = require("pulumi-github-artifacts")) => {\n${storageProgram("a")}\n};`,
        "infra/package.json": manifest("infra", { dependencies: { "@acme/components": member, ...pulumi } }),
        "infra/index.js": `require("@acme/components").make();`,
        "infra/Pulumi.yaml": `name: program\nruntime: ${JAVASCRIPT}\n`,
        ...(hasRealSdk ? {} : sdkThatIsThere(join(installed, "node_modules/@pulumi/pulumi"), sdk)),
        ...files,
    };
    for (const [file, text] of Object.entries(all)) {
        await mkdir(dirname(join(directory, file)), { recursive: true });
        await writeFile(join(directory, file), text);
    }
}

const manifest = (name: string, more: object): string =>
    JSON.stringify({ name, version: "1.0.0", private: true, ...more });

/** A package `@pulumi/pulumi` that re-exports an installed one. Packages are found in the same way, without installing 200 of them. */
function sdkThatIsThere(sdk: string, version: string): Record<string, string> {
    const handOn = (file: string): string => `module.exports = require(${JSON.stringify(join(sdk, file))});\n`;
    const entries = ["index.js", "cmd/run/index.js", "cmd/dynamic-provider/index.js"];
    return {
        "packages/pulumi/package.json": JSON.stringify({ name: "@pulumi/pulumi", version, main: "index.js" }),
        ...Object.fromEntries(entries.map((file) => [`packages/pulumi/${file}`, handOn(file)])),
    };
}

/** Adds the tested package as a dependency to one package.json of the workspace. */
export async function addDependency(directory: string, folder: string): Promise<void> {
    const file = join(directory, folder, "package.json");
    const { tarball } = await installPacked();
    const { dependencies, ...rest } = JSON.parse(await readFile(file, "utf8"));
    const more = { ...dependencies, "pulumi-github-artifacts": `file:${tarball}` };
    await writeFile(file, JSON.stringify({ ...rest, dependencies: more }));
}

/** The program of a workspace, with a stack. */
export async function workspaceProgram(
    directory: string,
    github: GitHubServer,
    environment: NodeJS.ProcessEnv = {},
): Promise<PulumiProject> {
    return createProject({
        directory: join(directory, "infra"),
        stateDirectory: join(directory, "state"),
        engineRoot: await engine(),
        environment: { ...reaching(github), ...environment },
    });
}
