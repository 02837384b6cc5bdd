import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { GitHubServer } from "../../../tools/github";
import type { PulumiProject } from "../../../tools/pulumi/project";
import { serveInline } from "../inline-program";
import { installPacked } from "../installation";
import { JAVASCRIPT, program, rewrite } from "../program";
import type { Declared } from "./declared";
import { compiledSdk, pulumiYaml } from "./plugin";

/** A way to declare the resources in plain JavaScript. The program has them in `artifacts`, and Pulumi's SDK in `pulumi`. */
export interface InlineBinding {
    /** Its name in tests. */
    readonly name: string;
    readonly isPlugin: boolean;
    /** The URN of a resource without a parent in the stack `dev`. */
    urn(type: Declared["type"], name: string): string;
    /** An expression for an explicit provider without arguments. */
    readonly provider: string;
    /** Creates a project for a program that talks to an embedded GitHub. */
    start(github: GitHubServer, source: string): Promise<PulumiProject>;
    /** Replaces the program. */
    rewrite(project: PulumiProject, source: string): Promise<void>;
}

/** Used with every SDK version, since the language host that the tests may build supports neither hooks nor transforms. */
const start = (github: GitHubServer, source: string): Promise<PulumiProject> =>
    program(github, source, {}, installPacked(), serveInline);

const PULUMI = 'const pulumi = require("@pulumi/pulumi");\n';

const dynamicInline: InlineBinding = {
    name: "dynamic resources",
    isPlugin: false,
    urn: (type, name) => `urn:pulumi:dev::program::pulumi-nodejs:dynamic/github-artifacts:${type}::${name}`,
    provider: 'new pulumi.ProviderResource("pulumi-nodejs", "own", {})',
    start: (github, source) => start(github, PULUMI + source),
    rewrite: (project, source) => rewrite(project, PULUMI + source),
};

/** The plugin, with its SDK for Node.js. */
export const pluginInline: InlineBinding = {
    name: "the plugin",
    isPlugin: true,
    urn: (type, name) => `urn:pulumi:dev::program::github-artifacts:index:${type}::${name}`,
    provider: 'new artifacts.Provider("own", {})',
    async start(github, source) {
        const project = await start(github, "");
        await writeFile(join(project.directory, "Pulumi.yaml"), await pulumiYaml(JAVASCRIPT));
        await this.rewrite(project, source);
        return project;
    },
    async rewrite({ directory }, source) {
        const sdk = `const artifacts = require(${JSON.stringify(await compiledSdk())});\n`;
        await writeFile(join(directory, "index.js"), PULUMI + sdk + source);
    },
};

/** Both bindings, in programs that need no language host. */
export const inlineBindings: readonly InlineBinding[] = [dynamicInline, pluginInline];
