import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { GitHubServer } from "../../../tools/github";
import type { PulumiProject } from "../../../tools/pulumi/project";
import { installPythonSdk } from "../generated-sdk";
import { inlineProgram, JAVASCRIPT, reaching, rewrite } from "../program";
import { programIn } from "../program-in";
import type { Declared } from "./declared";
import { javascript } from "./javascript";
import { compiledSdk, pluginSdk, pulumiYaml } from "./plugin";
import { python } from "./python";
import { yaml } from "./yaml";

/** A way to declare the resources. Each binding writes the same program in its own language. */
export interface Binding {
    /** Its name in tests. */
    readonly name: string;
    readonly isPlugin: boolean;
    /** The type of a resource in the state. */
    type(of: Declared["type"]): string;
    /** Creates a project for a program that talks to an embedded GitHub. JavaScript programs run without a language host. */
    start(github: GitHubServer, declared: readonly Declared[]): Promise<PulumiProject>;
    /** Replaces the program. */
    rewrite(project: PulumiProject, declared: readonly Declared[]): Promise<void>;
}

/** Dynamic resources in a JavaScript program. */
export const dynamicResources: Binding = {
    name: "dynamic resources",
    isPlugin: false,
    type: (type) => `pulumi-nodejs:dynamic/github-artifacts:${type}`,
    start: (github, declared) => inlineProgram(github, javascript(declared)),
    rewrite: (project, declared) => rewrite(project, javascript(declared)),
};

const plugin = { isPlugin: true, type: (type: Declared["type"]) => `github-artifacts:index:${type}` } as const;

/** The plugin in a JavaScript program, with the generated SDK. */
export const pluginInJavaScript: Binding = {
    ...plugin,
    name: "the plugin in JavaScript",
    start: async (github, declared) => {
        const files = { "index.js": await withSdk(declared), "Pulumi.yaml": await pulumiYaml(JAVASCRIPT) };
        return inlineProgram(github, files);
    },
    rewrite: async ({ directory }, declared) => writeFile(join(directory, "index.js"), await withSdk(declared)),
};

let sdk: Promise<string> | undefined;

async function withSdk(declared: readonly Declared[]): Promise<string> {
    sdk ??= compiledSdk();
    return `const artifacts = require(${JSON.stringify(await sdk)});\n${javascript(declared)}\n`;
}

/** The plugin in a YAML program, which needs no SDK. It has Windows line endings, so that these are tested on other systems, too. */
export const pluginInYaml: Binding = {
    ...plugin,
    name: "the plugin in YAML",
    start: async (github, declared) => programIn("yaml", { "Pulumi.yaml": await inYaml(declared) }, reaching(github)),
    rewrite: async ({ directory }, declared) => writeFile(join(directory, "Pulumi.yaml"), await inYaml(declared)),
};

const inYaml = async (declared: readonly Declared[]): Promise<string> =>
    `${await pulumiYaml("yaml")}${yaml(declared)}\n`.replaceAll("\n", "\r\n");

/** The plugin in a Python program, with the generated SDK. */
export const pluginInPython: Binding = {
    ...plugin,
    name: "the plugin in Python",
    start: async (github, declared) => {
        const path = await installPythonSdk({ directory: await pluginSdk("python") });
        const files = { "__main__.py": python(declared), "Pulumi.yaml": await pulumiYaml("python") };
        return programIn("python", files, { ...reaching(github), PYTHONPATH: path });
    },
    rewrite: ({ directory }, declared) => writeFile(join(directory, "__main__.py"), python(declared)),
};
